; Steps that installing, putting back and removing have in common.

!insertmacro GetParameters
!insertmacro GetOptions
!insertmacro VersionCompare
!insertmacro RefreshShellIcons
!insertmacro un.GetParameters
!insertmacro un.GetOptions
!insertmacro un.RefreshShellIcons

; Where a silent run that refuses leaves its sentence.
!define REASON "$TEMP\So138-cai-dat.txt"

; Say why and end with a code of its own; a silent run leaves the sentence in a file.
!macro Refuse UN CODE NAME
  !insertmacro Spoken $R9 ${NAME}
  StrCpy $R8 ${CODE}
  Call ${UN}Refuse
!macroend

!macro RefuseFunction UN
Function ${UN}Refuse
  Call ${UN}TidyUp
  ${If} ${Silent}
    Call ${UN}NoteReason
  ${Else}
    MessageBox MB_OK|MB_ICONEXCLAMATION "$R9"
  ${EndIf}
  SetErrorLevel $R8
  Quit
FunctionEnd

Function ${UN}NoteReason
  FileOpen $9 "${REASON}" w
  FileWriteUTF16LE /BOM $9 "$R8: $R9$\r$\n"
  FileClose $9
FunctionEnd

; What was half unpacked goes; where nothing was, nothing happens.
Function ${UN}TidyUp
  ${If} $Unpacking = 1
    SetOutPath "$TEMP"
    !insertmacro DropVersion "$INSTDIR\${UNPACKED}"
    Call ${UN}LeaveNewFolder
  ${EndIf}
FunctionEnd

; The folder of a first installation that came to nothing.
Function ${UN}LeaveNewFolder
  ${IfNot} ${HoldsVersion} "$INSTDIR"
  ${AndIfNot} ${IsThere} "$INSTDIR\${BEFORE}"
  ${AndIfNot} ${IsThere} "$INSTDIR\${ASIDE}"
  ${AndIfNot} ${FileExists} "$INSTDIR\${REMOVER}"
    Call ${UN}DropFolder
  ${EndIf}
FunctionEnd

; The mark goes last; a folder that was there before the program, or holds something else, stays.
Function ${UN}DropFolder
  ${If} ${IsOurs} "$INSTDIR"
    ReadINIStr $9 "$INSTDIR\${MARK}" "so138" "folder"
    Delete "$INSTDIR\${MARK}"
    ${If} $9 == "new"
      RMDir "$INSTDIR"
    ${EndIf}
  ${EndIf}
FunctionEnd

; $LANGUAGE as it was chosen for this account, or for all; Vietnamese where nobody chose. $0 is
; empty where nobody did.
Function ${UN}ReadLanguage
  StrCpy $LANGUAGE ${LANG_VIETNAMESE}
  ReadRegStr $0 HKCU "${HOME_KEY}" "Language"
  ${If} $0 == ""
    ReadRegStr $0 HKLM "${HOME_KEY}" "Language"
  ${EndIf}
  ${If} $0 == ${LANG_ENGLISH}
    StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${EndIf}
FunctionEnd

; Windows lets nobody write into a library that a running program has loaded, in any account.
Function ${UN}RefuseRunning
  again:
  ${IfNot} ${FileExists} "$INSTDIR\app\python\python${PYTHON_SHORT}.dll"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $9 "$INSTDIR\app\python\python${PYTHON_SHORT}.dll" a
  ${IfNot} ${Errors}
    FileClose $9
    Return
  ${EndIf}
  ${IfNot} ${Silent}
    !insertmacro Spoken $R9 REFUSE_RUNNING
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$R9" IDRETRY again
    Call ${UN}TidyUp
    SetErrorLevel ${CODE_RUNNING}
    Quit
  ${EndIf}
  !insertmacro Refuse "${UN}" ${CODE_RUNNING} REFUSE_RUNNING
FunctionEnd
!macroend
!insertmacro RefuseFunction ""
!insertmacro RefuseFunction "un."

!macro RegisterKind ENDING KIND ABOUT
  WriteRegStr SHCTX "${CLASSES}\${ENDING}" "" "${KIND}"
  WriteRegStr SHCTX "${CLASSES}\${KIND}" "" "${ABOUT}"
  WriteRegStr SHCTX "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\So138.exe,1"
  WriteRegStr SHCTX "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\So138.exe" "%1"'
!macroend

!macro ForgetKind ENDING KIND
  ReadRegStr $9 SHCTX "${CLASSES}\${ENDING}" ""
  ${If} $9 == "${KIND}"
    DeleteRegKey SHCTX "${CLASSES}\${ENDING}"
  ${EndIf}
  DeleteRegKey SHCTX "${CLASSES}\${KIND}"
!macroend

; The shortcuts by name, in both languages: what people put beside them stays.
!macro DropShortcuts
  Delete "${START_MENU}\Sổ 138.lnk"
  Delete "${START_MENU}\${VIETNAMESE_SHORTCUT_REMOVE}.lnk"
  Delete "${START_MENU}\${ENGLISH_SHORTCUT_REMOVE}.lnk"
  Delete "${START_MENU}\${VIETNAMESE_SHORTCUT_BACK}.lnk"
  Delete "${START_MENU}\${ENGLISH_SHORTCUT_BACK}.lnk"
  RMDir "${START_MENU}"
  Delete "$DESKTOP\Sổ 138.lnk"
!macroend
