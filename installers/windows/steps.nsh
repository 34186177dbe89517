; Steps that installing, putting back and removing have in common.

!insertmacro GetParameters
!insertmacro GetOptions
!insertmacro VersionCompare
!insertmacro RefreshShellIcons
!insertmacro un.GetParameters
!insertmacro un.GetOptions
!insertmacro un.RefreshShellIcons

; Say why and end with a code of its own; a silent run leaves the sentence in a file.
!macro Refuse CODE TEXT
  ${If} ${Silent}
    FileOpen $9 "$TEMP\So138-cai-dat.txt" w
    FileWriteUTF16LE /BOM $9 "${CODE}: ${TEXT}$\r$\n"
    FileClose $9
  ${Else}
    MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}"
  ${EndIf}
  SetErrorLevel ${CODE}
  Quit
!macroend

; Windows lets nobody write into a library that a running program has loaded, in any account.
!macro RefuseRunningFunction UN
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
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(REFUSE_RUNNING)" IDRETRY again
    SetErrorLevel ${CODE_RUNNING}
    Quit
  ${EndIf}
  !insertmacro Refuse ${CODE_RUNNING} "$(REFUSE_RUNNING)"
FunctionEnd
!macroend
!insertmacro RefuseRunningFunction ""
!insertmacro RefuseRunningFunction "un."

; Move one whole version from folder to folder. A scanner may hold a file for a moment: tried for
; ten seconds. The folder goes first, so that nothing has moved where it cannot be.
!macro MoveVersion FROM TO
  CreateDirectory "${TO}"
  StrCpy $8 0
  ${Do}
    ClearErrors
    Rename "${FROM}\app" "${TO}\app"
    ${IfNot} ${Errors}
      ${Break}
    ${EndIf}
    IntOp $8 $8 + 1
    ${If} $8 > 40
      !insertmacro Refuse ${CODE_SWAP} "$(REFUSE_SWAP)"
    ${EndIf}
    Sleep 250
  ${Loop}
  Delete "${TO}\So138.exe"
  Delete "${TO}\so138-cli.exe"
  Rename "${FROM}\So138.exe" "${TO}\So138.exe"
  Rename "${FROM}\so138-cli.exe" "${TO}\so138-cli.exe"
!macroend

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
