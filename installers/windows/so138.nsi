; The setup program. Built by `make windows`, which gives VERSION, NUMBERS, SOURCE (the program's
; folder), WORK (icon and file list), OUTPUT, and SIGN (a command) where there is a certificate.
;
; In the chosen folder lie: the two launchers, `app` (everything else), `truoc` (the version before),
; the program that removes, and so138.ini. Data never lie there, and nothing here deletes data.

Unicode true
!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"
!include "nsDialogs.nsh"

!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
; The moment of building stands nowhere: the same parts give the same bytes.
SetDateSave off
CRCCheck force
ManifestDPIAware true
ManifestSupportedOS Win10
; Whoever may manage the PC is asked by Windows; everybody else goes on without.
RequestExecutionLevel highest
Name "$(PROGRAM)"
OutFile "${OUTPUT}"
BrandingText "Sổ 138 ${VERSION}"
MiscButtonText "$(BUTTON_BACK)" "$(BUTTON_NEXT)" "$(BUTTON_CANCEL)" "$(BUTTON_CLOSE)"
InstallButtonText "$(BUTTON_INSTALL)"
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowSkipFiles off

!define HOME_KEY "Software\So138"
!define REMOVE_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\So138"
!define CLASSES "Software\Classes"
!define REMOVER "go-cai-dat.exe"

!define DONE 0
; What before_update.py ends with when data could not be made safe.
!define UNSAFE 21
!define CODE_OLD 10
!define CODE_BITS 11
!define CODE_RUNNING 12
!define CODE_DOWNGRADE 13
!define CODE_RIGHTS 14
!define CODE_BACKUP 15
!define CODE_SWAP 16
!define CODE_DATA 17
!define CODE_NO_BACK 18

Var Mode          ; "all" or "one"
Var Admin         ; 1: may install for all
Var OldVersion    ; of the version that is there; empty: none
Var Accounts      ; how many people's accounts Windows has
Var SharedFolder  ; %ProgramData%\So138
Var Shared        ; 1: so138.ini will name it
Var KeepsIni      ; 1: so138.ini is there already and is left alone
Var AllButton
Var SharedButton

!define MUI_ICON "${WORK}/launchers/so138.ico"
!define MUI_UNICON "${WORK}/launchers/so138.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${WORK}/launchers/side.bmp"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "$(WELCOME_TITLE)"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME_NEW)"
!define MUI_PAGE_CUSTOMFUNCTION_SHOW TellUpdate
!insertmacro MUI_PAGE_WELCOME
Page custom AskWho KeepWho
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhenUpdating
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE RefuseDataFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "$(FINISH_RUN)"
!define MUI_FINISHPAGE_RUN_FUNCTION OpenProgram
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_LANGDLL_ALWAYSSHOW
!define MUI_LANGDLL_WINDOWTITLE "Sổ 138"
!define MUI_LANGDLL_INFO "Ngôn ngữ / Language"
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${HOME_KEY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Language"
!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL
!include "words.nsh"
!include "steps.nsh"

VIProductVersion "${NUMBERS}"
!macro About LANGUAGE NAME
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "Sổ 138"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "Apache License 2.0"
!macroend
!insertmacro About ${LANG_VIETNAMESE} "Bộ cài Sổ 138"
!insertmacro About ${LANG_ENGLISH} "Book 138 setup"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

Function .onInit
  SetRegView 64
  Call ChooseLanguage
  ${IfNot} ${RunningX64}
    !insertmacro Refuse ${CODE_BITS} "$(REFUSE_BITS)"
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    !insertmacro Refuse ${CODE_OLD} "$(REFUSE_OLD)"
  ${EndIf}
  Call LookAround
  Call ReadSwitches
  Call UseMode
  Call RefuseDowngrade
  Call RefuseRunning
FunctionEnd

; Windows here is often English, its user seldom: Vietnamese comes first, whatever Windows speaks.
Function ChooseLanguage
  StrCpy $LANGUAGE ${LANG_VIETNAMESE}
  ReadRegStr $0 HKCU "${HOME_KEY}" "Language"
  ${If} $0 == ${LANG_ENGLISH}
    StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${EndIf}
  System::Call "kernel32::GetUserDefaultUILanguage()i.r1"
  ${If} ${Silent}
  ${OrIf} $0 != ""
  ${OrIf} $1 == ${LANG_VIETNAMESE}
    Return
  ${EndIf}
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Function LookAround
  StrCpy $Admin 0
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    StrCpy $Admin 1
  ${EndIf}
  Call CountAccounts
  SetShellVarContext all
  StrCpy $SharedFolder "$APPDATA\So138"
  StrCpy $Mode "one"
  ReadRegStr $OldVersion HKLM "${HOME_KEY}" "Version"
  ${If} $OldVersion != ""
    StrCpy $Mode "all"
    ${If} $Admin = 0
      !insertmacro Refuse ${CODE_RIGHTS} "$(REFUSE_RIGHTS)"
    ${EndIf}
  ${Else}
    ReadRegStr $OldVersion HKCU "${HOME_KEY}" "Version"
  ${EndIf}
FunctionEnd

; Only accounts of people have S-1-5-21 (this PC, a domain) or S-1-12-1 (Microsoft's directory).
Function CountAccounts
  StrCpy $Accounts 0
  StrCpy $0 0
  ${Do}
    EnumRegKey $1 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList" $0
    ${If} $1 == ""
      ${Break}
    ${EndIf}
    IntOp $0 $0 + 1
    StrCpy $2 $1 9
    ${If} $2 == "S-1-5-21-"
    ${OrIf} $2 == "S-1-12-1-"
      IntOp $Accounts $Accounts + 1
    ${EndIf}
  ${Loop}
FunctionEnd

Function ReadSwitches
  ${If} $OldVersion == ""
  ${AndIf} $Admin = 1
  ${AndIf} $Accounts > 1
  ${AndIfNot} ${Silent}
    StrCpy $Mode "all"
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    ${If} $Admin = 0
      !insertmacro Refuse ${CODE_RIGHTS} "$(REFUSE_ALL_RIGHTS)"
    ${ElseIf} $OldVersion != ""
    ${AndIf} $Mode == "one"
      !insertmacro Refuse ${CODE_RIGHTS} "$(REFUSE_TWICE)"
    ${EndIf}
    StrCpy $Mode "all"
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/CurrentUser" $1
  ${IfNot} ${Errors}
  ${AndIf} $OldVersion == ""
    StrCpy $Mode "one"
  ${EndIf}
  StrCpy $Shared 0
  ClearErrors
  ${GetOptions} $0 "/SharedData" $1
  ${IfNot} ${Errors}
  ${OrIf} ${FileExists} "$SharedFolder\so138.db"
    StrCpy $Shared 1
  ${EndIf}
FunctionEnd

; Where everything of this mode goes; a version that is there keeps its folder.
Function UseMode
  ${If} $Mode == "all"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
  ReadRegStr $0 SHCTX "${HOME_KEY}" "Folder"
  ${If} $OldVersion != ""
  ${AndIf} $0 != ""
    StrCpy $INSTDIR $0
  ${ElseIf} $INSTDIR == ""
    Call UsualFolder
  ${EndIf}
  StrCpy $KeepsIni 0
  ${If} ${FileExists} "$INSTDIR\so138.ini"
    StrCpy $KeepsIni 1
  ${EndIf}
FunctionEnd

Function UsualFolder
  ${If} $Mode == "all"
    StrCpy $INSTDIR "$PROGRAMFILES64\So138"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\So138"
  ${EndIf}
FunctionEnd

Function RefuseDowngrade
  ${If} $OldVersion != ""
    ${VersionCompare} "${VERSION}" "$OldVersion" $0
    ${If} $0 = 2
      !insertmacro Refuse ${CODE_DOWNGRADE} "$(REFUSE_DOWNGRADE)"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function TellUpdate
  ${If} $OldVersion != ""
    SendMessage $mui.WelcomePage.Text ${WM_SETTEXT} 0 "STR:$(WELCOME_UPDATE)"
  ${EndIf}
FunctionEnd

Function SkipWhenUpdating
  ${If} $OldVersion != ""
    Abort
  ${EndIf}
FunctionEnd

Function RefuseDataFolder
  ${If} ${FileExists} "$INSTDIR\so138.db"
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(REFUSE_DATA)"
    Abort
  ${EndIf}
FunctionEnd

; One page for both questions; it is left out where there is nothing to ask.
Function AskWho
  StrCpy $AllButton ""
  StrCpy $SharedButton ""
  ${If} $OldVersion != ""
  ${OrIf} $Admin = 0
  ${AndIf} $Accounts < 2
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(WHO_TITLE)" "$(WHO_SUBTITLE)"
  nsDialogs::Create 1018
  Pop $0
  ${If} $Admin = 1
    ${NSD_CreateFirstRadioButton} 0 0u 100% 12u "$(WHO_ALL)"
    Pop $AllButton
    ${NSD_CreateAdditionalRadioButton} 0 14u 100% 12u "$(WHO_ONE)"
    Pop $1
    ${If} $Mode == "all"
      ${NSD_Check} $AllButton
    ${Else}
      ${NSD_Check} $1
    ${EndIf}
  ${EndIf}
  ${If} $Accounts > 1
  ${AndIf} $KeepsIni = 0
    Call AskShared
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function AskShared
  ${NSD_CreateLabel} 0 38u 100% 26u "$(DATA_SEVERAL)"
  Pop $0
  ${NSD_CreateFirstRadioButton} 0 66u 100% 12u "$(DATA_SHARED)"
  Pop $SharedButton
  ${NSD_CreateAdditionalRadioButton} 0 80u 100% 12u "$(DATA_OWN)"
  Pop $1
  SetShellVarContext current
  ${If} ${FileExists} "$LOCALAPPDATA\so138\so138.db"
    ${NSD_CreateLabel} 0 98u 100% 36u "$(DATA_HAS)"
    Pop $0
  ${ElseIf} $Shared = 0
    StrCpy $Shared 1
  ${EndIf}
  ${If} $Shared = 1
    ${NSD_Check} $SharedButton
  ${Else}
    ${NSD_Check} $1
  ${EndIf}
FunctionEnd

Function KeepWho
  ${If} $AllButton != ""
    ${NSD_GetState} $AllButton $0
    StrCpy $Mode "one"
    ${If} $0 = ${BST_CHECKED}
      StrCpy $Mode "all"
    ${EndIf}
    StrCpy $INSTDIR ""
    Call UseMode
  ${EndIf}
  ${If} $SharedButton != ""
    ${NSD_GetState} $SharedButton $0
    StrCpy $Shared 0
    ${If} $0 = ${BST_CHECKED}
      StrCpy $Shared 1
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "-program"
  ${If} ${FileExists} "$INSTDIR\so138.db"
    !insertmacro Refuse ${CODE_DATA} "$(REFUSE_DATA)"
  ${EndIf}
  Call BackUp
  RMDir /r "$INSTDIR\moi"
  !include "${WORK}/files.nsh"
  DetailPrint "$(SAYS_SWAP)"
  SetOutPath "$INSTDIR"
  Call Swap
  WriteUninstaller "$INSTDIR\${REMOVER}"
  Call NoteSharedFolder
  Call Register
  Call MakeShortcuts
  WriteRegStr HKCU "${HOME_KEY}" "Language" "$LANGUAGE"
SectionEnd

; The version that is there knows its own data best; a first installation has nothing to keep. Where
; the old program itself is broken, mending it goes on: nothing here touches the data.
Function BackUp
  ${If} $OldVersion == ""
  ${OrIfNot} ${FileExists} "$INSTDIR\so138-cli.exe"
    Return
  ${EndIf}
  DetailPrint "$(SAYS_BACKUP)"
  StrCpy $0 ""
  ${If} $Mode == "all"
    StrCpy $0 "--all"
  ${EndIf}
  nsExec::Exec '"$INSTDIR\so138-cli.exe" -m so138_before_update $0'
  Pop $0
  ${If} $0 = ${UNSAFE}
    !insertmacro Refuse ${CODE_BACKUP} "$(REFUSE_BACKUP)"
  ${EndIf}
FunctionEnd

Function Swap
  Call RefuseRunning
  ReadINIStr $1 "$INSTDIR\app\version.ini" "so138" "version"
  ${If} $1 == "${VERSION}"
    ; The same version once more mends this one; the one before it stays.
    RMDir /r "$INSTDIR\cu"
    !insertmacro MoveVersion "$INSTDIR" "$INSTDIR\cu"
  ${ElseIf} ${FileExists} "$INSTDIR\app\*.*"
    RMDir /r "$INSTDIR\truoc"
    !insertmacro MoveVersion "$INSTDIR" "$INSTDIR\truoc"
  ${EndIf}
  !insertmacro MoveVersion "$INSTDIR\moi" "$INSTDIR"
  RMDir /r "$INSTDIR\cu"
  RMDir /r "$INSTDIR\moi"
FunctionEnd

Function NoteSharedFolder
  ${If} $Shared = 0
  ${OrIf} $KeepsIni = 1
    Return
  ${EndIf}
  CreateDirectory "$SharedFolder"
  ; Members of "Users" may change files in it, whoever made them.
  nsExec::Exec 'icacls "$SharedFolder" /grant *S-1-5-32-545:(OI)(CI)M'
  Pop $0
  WriteINIStr "$INSTDIR\so138.ini" "data" "folder" "%ProgramData%\So138"
FunctionEnd

Function Register
  WriteRegStr SHCTX "${HOME_KEY}" "Folder" "$INSTDIR"
  WriteRegStr SHCTX "${HOME_KEY}" "Version" "${VERSION}"
  WriteRegStr SHCTX "${REMOVE_KEY}" "DisplayName" "$(PROGRAM)"
  WriteRegStr SHCTX "${REMOVE_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${REMOVE_KEY}" "DisplayIcon" "$INSTDIR\So138.exe"
  WriteRegStr SHCTX "${REMOVE_KEY}" "Publisher" "$(PROGRAM)"
  WriteRegStr SHCTX "${REMOVE_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${REMOVE_KEY}" "UninstallString" '"$INSTDIR\${REMOVER}"'
  WriteRegStr SHCTX "${REMOVE_KEY}" "QuietUninstallString" '"$INSTDIR\${REMOVER}" /S'
  WriteRegDWORD SHCTX "${REMOVE_KEY}" "EstimatedSize" ${KIB}
  WriteRegDWORD SHCTX "${REMOVE_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${REMOVE_KEY}" "NoRepair" 1
  !insertmacro RegisterKind ".s138" "So138.Package" "$(ABOUT_PACKAGE)"
  !insertmacro RegisterKind ".s138r" "So138.Receipt" "$(ABOUT_RECEIPT)"
  ${RefreshShellIcons}
FunctionEnd

Function MakeShortcuts
  SetOutPath "$INSTDIR"
  CreateDirectory "$SMPROGRAMS\Sổ 138"
  CreateShortcut "$SMPROGRAMS\Sổ 138\Sổ 138.lnk" "$INSTDIR\So138.exe"
  CreateShortcut "$SMPROGRAMS\Sổ 138\$(SHORTCUT_REMOVE).lnk" "$INSTDIR\${REMOVER}"
  ${If} ${FileExists} "$INSTDIR\truoc\app\*.*"
    CreateShortcut "$SMPROGRAMS\Sổ 138\$(SHORTCUT_BACK).lnk" "$INSTDIR\${REMOVER}" "/QuayLai"
  ${EndIf}
  CreateShortcut "$DESKTOP\Sổ 138.lnk" "$INSTDIR\So138.exe"
FunctionEnd

; Through the desktop, so that the window never runs with the rights of the setup program.
Function OpenProgram
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\So138.exe"'
FunctionEnd

Function un.onInit
  SetRegView 64
  StrCpy $LANGUAGE ${LANG_VIETNAMESE}
  ReadRegStr $0 HKCU "${HOME_KEY}" "Language"
  ${If} $0 == ${LANG_ENGLISH}
    StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${EndIf}
  SetShellVarContext all
  ReadRegStr $0 HKLM "${HOME_KEY}" "Folder"
  ${If} $0 != $INSTDIR
    SetShellVarContext current
  ${Else}
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      !insertmacro Refuse ${CODE_RIGHTS} "$(REFUSE_RIGHTS)"
    ${EndIf}
  ${EndIf}
  Call un.RefuseRunning
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/QuayLai" $1
  ${IfNot} ${Errors}
    Call un.PutBack
  ${EndIf}
  MessageBox MB_YESNO|MB_ICONQUESTION "$(ASK_REMOVE)" /SD IDYES IDYES going
    SetErrorLevel 1
    Quit
  going:
FunctionEnd

; The version before and the one in use change places; done again, they change back.
Function un.PutBack
  ReadINIStr $OldVersion "$INSTDIR\truoc\app\version.ini" "so138" "version"
  ${If} $OldVersion == ""
    !insertmacro Refuse ${CODE_NO_BACK} "$(REFUSE_NO_BACK)"
  ${EndIf}
  MessageBox MB_YESNO|MB_ICONQUESTION "$(ASK_BACK)" /SD IDYES IDYES going
    SetErrorLevel 1
    Quit
  going:
  nsExec::Exec '"$INSTDIR\so138-cli.exe" -m so138_before_update'
  Pop $0
  RMDir /r "$INSTDIR\cu"
  !insertmacro MoveVersion "$INSTDIR" "$INSTDIR\cu"
  !insertmacro MoveVersion "$INSTDIR\truoc" "$INSTDIR"
  !insertmacro MoveVersion "$INSTDIR\cu" "$INSTDIR\truoc"
  RMDir "$INSTDIR\cu"
  WriteRegStr SHCTX "${HOME_KEY}" "Version" "$OldVersion"
  WriteRegStr SHCTX "${REMOVE_KEY}" "DisplayVersion" "$OldVersion"
  MessageBox MB_OK|MB_ICONINFORMATION "$(SAYS_BACK)" /SD IDOK
  SetErrorLevel ${DONE}
  Quit
FunctionEnd

Section "Uninstall"
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\truoc"
  RMDir /r "$INSTDIR\moi"
  RMDir /r "$INSTDIR\cu"
  Delete "$INSTDIR\So138.exe"
  Delete "$INSTDIR\so138-cli.exe"
  Delete "$INSTDIR\${REMOVER}"
  ; Stays where so138.ini or something of the user's lies in it.
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\Sổ 138"
  Delete "$DESKTOP\Sổ 138.lnk"
  !insertmacro ForgetKind ".s138" "So138.Package"
  !insertmacro ForgetKind ".s138r" "So138.Receipt"
  DeleteRegKey SHCTX "${REMOVE_KEY}"
  DeleteRegKey SHCTX "${HOME_KEY}"
  DeleteRegKey HKCU "${HOME_KEY}"
  ${un.RefreshShellIcons}
  MessageBox MB_OK|MB_ICONINFORMATION "$(SAYS_REMOVED)" /SD IDOK
SectionEnd
