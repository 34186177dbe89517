; What the PC looks like before anything is done: who uses it, which version is there, where all goes.

Function ChooseLanguage
  Call ReadLanguage
  System::Call "kernel32::GetUserDefaultUILanguage()i.r1"
  ${If} ${Silent}
  ${OrIf} $0 != ""
  ${OrIf} $1 == ${LANG_VIETNAMESE}
    Return
  ${EndIf}
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

; Two of us would unpack into one folder.
Function RefuseSecond
  System::Call 'kernel32::CreateMutex(p 0, i 0, t "Global\So138-cai-dat") p .r1 ?e'
  Pop $0
  ${If} $0 = ${ERROR_ALREADY_EXISTS}
  ${OrIf} $0 = ${ERROR_ACCESS_DENIED}
    !insertmacro Refuse "" ${CODE_RUNNING} REFUSE_SECOND
  ${EndIf}
FunctionEnd

Function LookAround
  StrCpy $Admin 0
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    StrCpy $Admin 1
  ${EndIf}
  Call LookThroughAccounts
  SetShellVarContext all
  StrCpy $SharedFolder "$APPDATA\So138"
  StrCpy $Mode "one"
  ReadRegStr $OldVersion HKLM "${HOME_KEY}" "Version"
  ${If} $OldVersion != ""
    StrCpy $Mode "all"
    ${If} $Admin = 0
      !insertmacro Refuse "" ${CODE_RIGHTS} REFUSE_RIGHTS
    ${EndIf}
  ${Else}
    ReadRegStr $OldVersion HKCU "${HOME_KEY}" "Version"
  ${EndIf}
FunctionEnd

; Only accounts of people have S-1-5-21 (this PC, a domain) or S-1-12-1 (Microsoft's directory).
Function LookThroughAccounts
  StrCpy $Accounts 0
  StrCpy $Others ""
  StrCpy $Books 0
  StrCpy $0 0
  SetShellVarContext current
  ${Do}
    EnumRegKey $1 HKLM "${PROFILES}" $0
    ${If} $1 == ""
      ${Break}
    ${EndIf}
    IntOp $0 $0 + 1
    StrCpy $2 $1 9
    ${If} $2 == "S-1-5-21-"
    ${OrIf} $2 == "S-1-12-1-"
      IntOp $Accounts $Accounts + 1
      Call LookAtAccount
    ${EndIf}
  ${Loop}
FunctionEnd

; The account $1: whether it has a book, and the program for itself alone. Of who is not signed in
; the registry is closed; the Start menu and the usual folder tell.
Function LookAtAccount
  ReadRegStr $2 HKLM "${PROFILES}\$1" "ProfileImagePath"
  ExpandEnvStrings $2 $2
  ${If} $2 == ""
    Return
  ${EndIf}
  ${If} ${FileExists} "$2\AppData\Local\so138\so138.db"
    StrCpy $Books 1
  ${EndIf}
  ReadRegStr $3 HKU "$1\${HOME_KEY}" "Version"
  ${If} $2 != $PROFILE
    ${If} $3 != ""
    ${OrIf} ${FileExists} "$2\AppData\Roaming\Microsoft\Windows\Start Menu\Programs\Sổ 138\Sổ 138.lnk"
    ${OrIf} ${HoldsVersion} "$2\AppData\Local\Programs\So138"
      ${GetFileName} $2 $3
      ${If} $Others != ""
        StrCpy $Others "$Others, "
      ${EndIf}
      StrCpy $Others "$Others$3"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function ReadSwitches
  ${If} $OldVersion == ""
  ${AndIf} $Admin = 1
  ${AndIf} $Accounts > 1
  ${AndIf} $Others == ""
  ${AndIfNot} ${Silent}
    StrCpy $Mode "all"
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    ${If} $Admin = 0
      !insertmacro Refuse "" ${CODE_RIGHTS} REFUSE_ALL_RIGHTS
    ${ElseIf} $OldVersion != ""
    ${AndIf} $Mode == "one"
      !insertmacro Refuse "" ${CODE_RIGHTS} REFUSE_TWICE
    ${EndIf}
    StrCpy $Mode "all"
    Call RefuseBesideOthers
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/CurrentUser" $1
  ${IfNot} ${Errors}
    ${If} $OldVersion == ""
      StrCpy $Mode "one"
    ${ElseIf} $Mode == "all"
      !insertmacro Refuse "" ${CODE_RIGHTS} REFUSE_HAS_ALL
    ${EndIf}
  ${EndIf}
  StrCpy $Repair 0
  ClearErrors
  ${GetOptions} $0 "/Repair" $1
  ${IfNot} ${Errors}
    StrCpy $Repair 1
  ${EndIf}
FunctionEnd

; A second copy beside one that an account has for itself would open another book.
Function RefuseBesideOthers
  ${If} $OldVersion == ""
  ${AndIf} $Others != ""
    !insertmacro Refuse "" ${CODE_OTHERS} REFUSE_OTHERS
  ${EndIf}
FunctionEnd

; A first installation finds the shared book by itself, unless the account has its own. An update
; never turns from a book to an empty folder.
Function ReadShared
  StrCpy $Shared 0
  SetShellVarContext current
  ${If} ${FileExists} "$LOCALAPPDATA\so138\so138.db"
    StrCpy $OwnBook 1
  ${Else}
    StrCpy $OwnBook 0
  ${EndIf}
  ${If} $OldVersion == ""
  ${AndIf} $OwnBook = 0
  ${AndIf} ${FileExists} "$SharedFolder\so138.db"
    StrCpy $Shared 1
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/SharedData" $1
  ${If} ${Errors}
    Return
  ${EndIf}
  StrCpy $Shared 1
  ${If} $Mode == "one"
    StrCpy $Books $OwnBook
  ${EndIf}
  ${If} $OldVersion != ""
  ${AndIf} $KeepsIni = 0
  ${AndIf} $Books = 1
  ${AndIfNot} ${FileExists} "$SharedFolder\so138.db"
    !insertmacro Refuse "" ${CODE_SHARED} REFUSE_SHARED
  ${EndIf}
FunctionEnd

; Where everything of this mode goes; a version that is there keeps its folder. One that was deleted
; by hand, though Windows remembers it, is not there.
Function UseMode
  Call UseContext
  ReadRegStr $Registered SHCTX "${HOME_KEY}" "Folder"
  ${If} $OldVersion != ""
  ${AndIfNot} ${IsOurs} "$Registered"
  ${AndIfNot} ${HoldsVersion} "$Registered"
  ${AndIfNot} ${FileExists} "$Registered\${REMOVER}"
    StrCpy $OldVersion ""
    StrCpy $Registered ""
  ${EndIf}
  ${If} $OldVersion != ""
    StrCpy $INSTDIR $Registered
  ${ElseIf} $INSTDIR == ""
    Call UsualFolder
  ${EndIf}
  StrCpy $KeepsIni 0
  ${If} ${FileExists} "$INSTDIR\so138.ini"
    StrCpy $KeepsIni 1
  ${EndIf}
FunctionEnd

Function UseContext
  ${If} $Mode == "all"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
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
      !insertmacro Refuse "" ${CODE_DOWNGRADE} REFUSE_DOWNGRADE
    ${EndIf}
  ${EndIf}
FunctionEnd

; The same version once more, asked for by a script: where every file has its size there is nothing
; to do, and no backup to make. /Repair puts all files there again.
Function EndIfWhole
  ${IfNot} ${Silent}
  ${OrIf} $Repair = 1
  ${OrIf} $OldVersion != "${VERSION}"
  ${OrIfNot} ${IsOurs} "$INSTDIR"
  ${OrIfNot} ${FileExists} "$INSTDIR\So138.exe"
  ${OrIfNot} ${FileExists} "$INSTDIR\so138-cli.exe"
  ${OrIfNot} ${FileExists} "$INSTDIR\${REMOVER}"
    Return
  ${EndIf}
  ${If} $Shared = 1
  ${AndIf} $KeepsIni = 0
    Return
  ${EndIf}
  ReadINIStr $0 "$INSTDIR\app\version.ini" "so138" "version"
  ${GetSize} "$INSTDIR\app" "/S=0B" $1 $2 $3
  ${If} $0 == "${VERSION}"
  ${AndIf} $1 = ${APP_BYTES}
  ${AndIf} $2 = ${APP_FILES}
    SetErrorLevel ${DONE}
    Quit
  ${EndIf}
FunctionEnd

; Room on the disk of the folder that is there already, above the chosen one.
Function RefuseNoRoom
  IntOp $NeededRoom ${KIB} / 1024
  IntOp $NeededRoom $NeededRoom + 32
  StrCpy $1 $INSTDIR
  ${DoUntil} ${IsThere} $1
    ${GetParent} $1 $1
    ${If} $1 == ""
      Return
    ${EndIf}
  ${Loop}
  System::Call 'kernel32::GetDiskFreeSpaceEx(t r1, *l .r2, p 0, p 0) i .r0'
  ${If} $0 = 0
    Return
  ${EndIf}
  System::Int64Op $2 / 1048576
  Pop $2
  ${If} $2 < $NeededRoom
    !insertmacro Refuse "" ${CODE_ROOM} REFUSE_ROOM
  ${EndIf}
FunctionEnd
