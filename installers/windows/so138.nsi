; The setup program. Built by `make windows`, which gives VERSION, NUMBERS, SOURCE (the program's
; folder), APP_BYTES and APP_FILES (its size), WORK (icon and file list), OUTPUT, and SIGN (a command) where there is a certificate.
;
; In the chosen folder lie: the two launchers, `app` (everything else), `so138-truoc` (the version
; before), the program that removes, the mark that the folder is ours (folders.nsh), and so138.ini.
; Data never lie there, and nothing here deletes data or anybody else's files.

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
!define PROFILES "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"
!define START_MENU "$SMPROGRAMS\Sổ 138"
!define REMOVER "go-cai-dat.exe"
!define ERROR_ACCESS_DENIED 5
!define ERROR_ALREADY_EXISTS 183

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
!define CODE_FOREIGN 19
!define CODE_OTHERS 20
!define CODE_ROOM 21
!define CODE_SHARED 22

Var Mode          ; "all" or "one"
Var Admin         ; 1: may install for all
Var OldVersion    ; of the version that is there; empty: none
Var Registered    ; the folder that the version there is registered with
Var Accounts      ; how many people's accounts Windows has
Var Others        ; names of those that have the program for themselves alone
Var Books         ; 1: an account has a book of its own
Var OwnBook       ; 1: this account has
Var SharedFolder  ; %ProgramData%\So138
Var Shared        ; 1: so138.ini will name it
Var KeepsIni      ; 1: so138.ini is there already and is left alone
Var Repair        ; 1: every file is put there again
Var Unpacking     ; 1: the new version is half there
Var NeededRoom    ; in MB
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
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
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
!include "folders.nsh"
!include "steps.nsh"
!include "around.nsh"
!include "removal.nsh"

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
  !uninstfinalize '"${SIGN}" "%1"' = 0
!endif

Function .onInit
  SetRegView 64
  StrCpy $Unpacking 0
  Call ChooseLanguage
  Delete "${REASON}"
  ${IfNot} ${RunningX64}
    !insertmacro Refuse "" ${CODE_BITS} REFUSE_BITS
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    !insertmacro Refuse "" ${CODE_OLD} REFUSE_OLD
  ${EndIf}
  Call RefuseSecond
  Call LookAround
  Call ReadSwitches
  Call UseMode
  Call RefuseDowngrade
  Call ReadShared
  Call UseContext
  Call EndIfWhole
  Call RefuseRunning
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

; A folder with other files is not taken: a new one in it is offered.
Function CheckFolder
  ${If} ${FileExists} "$INSTDIR\so138.db"
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(REFUSE_DATA)"
    Abort
  ${EndIf}
  Call LookAtFolder
  ${If} $0 = 1
    Return
  ${EndIf}
  MessageBox MB_OKCANCEL|MB_ICONEXCLAMATION "$(ASK_SUBFOLDER)" IDOK inside
    Abort
  inside:
  StrCpy $INSTDIR "$INSTDIR\So138"
  ; The page reads its field once more when this function has ended.
  ${NSD_SetText} $mui.DirectoryPage.Directory $INSTDIR
  Call LookAtFolder
  ${If} $0 = 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(REFUSE_FOREIGN)"
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
  ${If} $OwnBook = 1
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
    ${If} $Mode == "all"
    ${AndIf} $Others != ""
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(REFUSE_OTHERS)"
      Abort
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
  Call CheckPlace
  Call BackUp
  !insertmacro ClaimFolder "" "$INSTDIR\${UNPACKED}"
  StrCpy $Unpacking 1
  !include "${WORK}/files.nsh"
  DetailPrint "$(SAYS_SWAP)"
  SetOutPath "$INSTDIR"
  Call Swap
  StrCpy $Unpacking 0
  WriteUninstaller "$INSTDIR\${REMOVER}"
  Call NoteSharedFolder
  Call Register
  Call MakeShortcuts
  ; What goes wrong here takes a hint away and nothing else.
  nsExec::Exec '"$INSTDIR\so138-cli.exe" -m so138_after_install'
  Pop $0
  WriteRegStr HKCU "${HOME_KEY}" "Language" "$LANGUAGE"
  WriteRegStr SHCTX "${HOME_KEY}" "Language" "$LANGUAGE"
SectionEnd

; A file that cannot be written ends a silent run, and a person may give up: what was unpacked goes.
Function .onInstFailed
  Call TidyUp
  ${If} ${Silent}
    !insertmacro Spoken $R9 REFUSE_UNPACK
    StrCpy $R8 ${CODE_ROOM}
    Call NoteReason
    SetErrorLevel ${CODE_ROOM}
  ${EndIf}
FunctionEnd

; The folder is free or ours, it has room, and from here on it bears our mark. A version that lies
; in it is known, though Windows has forgotten it.
Function CheckPlace
  ${If} ${FileExists} "$INSTDIR\so138.db"
    !insertmacro Refuse "" ${CODE_DATA} REFUSE_DATA
  ${EndIf}
  Call LookAtFolder
  ${If} $0 = 0
    !insertmacro Refuse "" ${CODE_FOREIGN} REFUSE_FOREIGN
  ${EndIf}
  !insertmacro RefuseTaken "$INSTDIR\${UNPACKED}"
  !insertmacro RefuseTaken "$INSTDIR\${ASIDE}"
  !insertmacro RefuseTaken "$INSTDIR\${BEFORE}"
  ${If} $OldVersion == ""
    ReadINIStr $OldVersion "$INSTDIR\app\version.ini" "so138" "version"
    Call RefuseDowngrade
  ${EndIf}
  Call RefuseRunning
  Call RefuseNoRoom
  Call TakeOverOldNames
  Call MarkFolder
FunctionEnd

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
    !insertmacro Refuse "" ${CODE_BACKUP} REFUSE_BACKUP
  ${EndIf}
FunctionEnd

; The version in use goes aside (the same one) or becomes the version before; where the new one then
; cannot take its place, it comes back.
Function Swap
  Call RefuseRunning
  StrCpy $6 ""
  ReadINIStr $1 "$INSTDIR\app\version.ini" "so138" "version"
  ${If} ${IsThere} "$INSTDIR\app"
    StrCpy $6 "$INSTDIR\${BEFORE}"
    ${If} $1 == "${VERSION}"
    ${OrIf} $1 == ""
      ; This version is mended, or what was left of one is cleared away; the one before it stays.
      StrCpy $6 "$INSTDIR\${ASIDE}"
    ${EndIf}
    !insertmacro ClaimFolder "" "$6"
    !insertmacro MoveVersion "" "$INSTDIR" "$6"
    ${If} $7 = 1
      !insertmacro Refuse "" ${CODE_SWAP} REFUSE_SWAP
    ${EndIf}
  ${EndIf}
  !insertmacro MoveVersion "" "$INSTDIR\${UNPACKED}" "$INSTDIR"
  ${If} $7 = 1
    ${If} $6 != ""
      !insertmacro MoveVersion "" "$6" "$INSTDIR"
    ${EndIf}
    !insertmacro Refuse "" ${CODE_SWAP} REFUSE_SWAP
  ${EndIf}
  !insertmacro DropVersion "$INSTDIR\${ASIDE}"
  !insertmacro DropVersion "$INSTDIR\${UNPACKED}"
FunctionEnd

Function NoteSharedFolder
  ${If} $Shared = 0
  ${OrIf} ${FileExists} "$INSTDIR\so138.ini"
    Return
  ${EndIf}
  CreateDirectory "$SharedFolder"
  ; Members of "Users" may change files in it, whoever made them.
  nsExec::Exec '"$SYSDIR\icacls.exe" "$SharedFolder" /grant *S-1-5-32-545:(OI)(CI)M'
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
  WriteRegStr SHCTX "${REMOVE_KEY}" "QuietUninstallString" '"$INSTDIR\${REMOVER}" /S _?=$INSTDIR'
  WriteRegDWORD SHCTX "${REMOVE_KEY}" "EstimatedSize" ${KIB}
  WriteRegDWORD SHCTX "${REMOVE_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${REMOVE_KEY}" "NoRepair" 1
  !insertmacro RegisterKind ".s138" "So138.Package" "$(ABOUT_PACKAGE)"
  !insertmacro RegisterKind ".s138r" "So138.Receipt" "$(ABOUT_RECEIPT)"
  ${RefreshShellIcons}
FunctionEnd

Function MakeShortcuts
  SetOutPath "$INSTDIR"
  !insertmacro DropShortcuts
  CreateDirectory "${START_MENU}"
  CreateShortcut "${START_MENU}\Sổ 138.lnk" "$INSTDIR\So138.exe"
  CreateShortcut "${START_MENU}\$(SHORTCUT_REMOVE).lnk" "$INSTDIR\${REMOVER}"
  ${If} ${HoldsVersion} "$INSTDIR\${BEFORE}"
    CreateShortcut "${START_MENU}\$(SHORTCUT_BACK).lnk" "$INSTDIR\${REMOVER}" "/QuayLai"
  ${EndIf}
  CreateShortcut "$DESKTOP\Sổ 138.lnk" "$INSTDIR\So138.exe"
FunctionEnd

; Through the desktop, so that the window never runs with the rights of the setup program.
Function OpenProgram
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\So138.exe"'
FunctionEnd
