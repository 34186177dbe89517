; The program that removes, and puts the version before back.
;
; Started plainly it works from a copy of itself, and its caller hears no exit code; with
; `_?=<folder>` as the last argument it runs in its place and its caller waits. It cannot delete
; itself then: a copy of it, started with /Sweep, does when it has ended.

Function un.onInit
  SetRegView 64
  StrCpy $Unpacking 0
  Call un.ReadLanguage
  ${un.GetParameters} $0
  ClearErrors
  ${un.GetOptions} $0 "/Sweep" $1
  ${IfNot} ${Errors}
    Call un.Sweep
  ${EndIf}
  Delete "${REASON}"
  SetShellVarContext all
  ReadRegStr $0 HKLM "${HOME_KEY}" "Folder"
  ${If} $0 != $INSTDIR
    SetShellVarContext current
  ${Else}
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      !insertmacro Refuse "un." ${CODE_RIGHTS} REFUSE_RIGHTS
    ${EndIf}
  ${EndIf}
  Call un.RefuseRunning
  ${un.GetParameters} $0
  ClearErrors
  ${un.GetOptions} $0 "/QuayLai" $1
  ${IfNot} ${Errors}
    Call un.PutBack
  ${EndIf}
  !insertmacro Spoken $R9 ASK_REMOVE
  MessageBox MB_YESNO|MB_ICONQUESTION "$R9" /SD IDYES IDYES going
    SetErrorLevel 1
    Quit
  going:
FunctionEnd

; The version before and the one in use change places; done again, they change back.
Function un.PutBack
  ReadINIStr $OldVersion "$INSTDIR\${BEFORE}\app\version.ini" "so138" "version"
  ${If} $OldVersion == ""
  ${OrIfNot} ${IsOurs} "$INSTDIR\${BEFORE}"
    !insertmacro Refuse "un." ${CODE_NO_BACK} REFUSE_NO_BACK
  ${EndIf}
  !insertmacro Spoken $R9 ASK_BACK
  MessageBox MB_YESNO|MB_ICONQUESTION "$R9" /SD IDYES IDYES going
    SetErrorLevel 1
    Quit
  going:
  nsExec::Exec '"$INSTDIR\so138-cli.exe" -m so138_before_update'
  Pop $0
  !insertmacro ClaimFolder "un." "$INSTDIR\${ASIDE}"
  !insertmacro MoveVersion "un." "$INSTDIR" "$INSTDIR\${ASIDE}"
  ${If} $7 = 1
    !insertmacro Refuse "un." ${CODE_SWAP} REFUSE_SWAP
  ${EndIf}
  !insertmacro MoveVersion "un." "$INSTDIR\${BEFORE}" "$INSTDIR"
  ${If} $7 = 1
    !insertmacro MoveVersion "un." "$INSTDIR\${ASIDE}" "$INSTDIR"
    !insertmacro Refuse "un." ${CODE_SWAP} REFUSE_SWAP
  ${EndIf}
  !insertmacro MoveVersion "un." "$INSTDIR\${ASIDE}" "$INSTDIR\${BEFORE}"
  ${If} $7 = 0
    !insertmacro DropVersion "$INSTDIR\${ASIDE}"
  ${EndIf}
  WriteRegStr SHCTX "${HOME_KEY}" "Version" "$OldVersion"
  WriteRegStr SHCTX "${REMOVE_KEY}" "DisplayVersion" "$OldVersion"
  !insertmacro Spoken $R9 SAYS_BACK
  MessageBox MB_OK|MB_ICONINFORMATION "$R9" /SD IDOK
  SetErrorLevel ${DONE}
  Quit
FunctionEnd

Section "Uninstall"
  SetOutPath "$TEMP"
  ${If} ${IsOurs} "$INSTDIR"
  ${OrIf} ${HoldsVersion} "$INSTDIR"
    RMDir /r "$INSTDIR\app"
    Delete "$INSTDIR\So138.exe"
    Delete "$INSTDIR\so138-cli.exe"
  ${EndIf}
  !insertmacro DropVersion "$INSTDIR\${BEFORE}"
  !insertmacro DropVersion "$INSTDIR\${UNPACKED}"
  !insertmacro DropVersion "$INSTDIR\${ASIDE}"
  !insertmacro DropShortcuts
  !insertmacro ForgetKind ".s138" "So138.Package"
  !insertmacro ForgetKind ".s138r" "So138.Receipt"
  DeleteRegKey SHCTX "${REMOVE_KEY}"
  DeleteRegKey SHCTX "${HOME_KEY}"
  DeleteRegKey HKCU "${HOME_KEY}"
  ${un.RefreshShellIcons}
  Call un.DropItself
  MessageBox MB_OK|MB_ICONINFORMATION "$(SAYS_REMOVED)" /SD IDOK
SectionEnd

Function un.DropItself
  ${If} $EXEPATH == "$INSTDIR\${REMOVER}"
    StrCpy $0 "$TEMP\So138-${REMOVER}"
    Delete $0
    CopyFiles /SILENT "$EXEPATH" "$0"
    Exec '"$0" /S /Sweep _?=$INSTDIR'
    Return
  ${EndIf}
  Delete "$INSTDIR\${REMOVER}"
  Call un.DropFolder
FunctionEnd

; Ten seconds at most; where a version has come meanwhile, nothing of it is touched.
Function un.Sweep
  StrCpy $0 0
  ${DoWhile} $0 < 40
    ${If} ${HoldsVersion} "$INSTDIR"
      Quit
    ${EndIf}
    Delete "$INSTDIR\${REMOVER}"
    ${IfNot} ${FileExists} "$INSTDIR\${REMOVER}"
      ${Break}
    ${EndIf}
    IntOp $0 $0 + 1
    Sleep 250
  ${Loop}
  Call un.DropFolder
  Quit
FunctionEnd
