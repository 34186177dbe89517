; Whose folder is it? Every folder that the setup program makes bears a mark, written first and
; deleted last. What bears none is neither renamed nor deleted, whatever it is called. A version's
; files are deleted by name, its `app` alone as a whole: what people put beside them stays.

!define MARK "so138-thu-muc.ini"
!define UNPACKED "so138-moi"   ; the new version, until it takes its place
!define ASIDE "so138-cu"       ; the version in use, while the same one is mended
!define BEFORE "so138-truoc"   ; the version before, kept

; ${IsOurs} "folder": the setup program made it.
!macro _IsOurs _a _b _t _f
  !insertmacro _LOGICLIB_TEMP
  ReadINIStr $_LOGICLIB_TEMP "${_b}\${MARK}" "so138" "made"
  StrCmp $_LOGICLIB_TEMP "setup" `${_t}` `${_f}`
!macroend
!define IsOurs `"" IsOurs`

; ${HoldsVersion} "folder": a version of the program lies there, with its number.
!macro _HoldsVersion _a _b _t _f
  !insertmacro _LOGICLIB_TEMP
  ReadINIStr $_LOGICLIB_TEMP "${_b}\app\version.ini" "so138" "version"
  StrCmp $_LOGICLIB_TEMP "" `${_f}` `${_t}`
!macroend
!define HoldsVersion `"" HoldsVersion`

; ${IsThere} "folder", with whatever in it.
!macro _IsThere _a _b _t _f
  !insertmacro _FileExists "" "${_b}\*.*" `${_t}` `${_f}`
!macroend
!define IsThere `"" IsThere`

!macro Mark PLACE
  CreateDirectory "${PLACE}"
  WriteINIStr "${PLACE}\${MARK}" "so138" "made" "setup"
!macroend

; Delete a version and its folder, if the folder is ours; the number first, so that what breaks off
; in the middle never passes for a version.
!macro DropVersion PLACE
  ${If} ${IsOurs} "${PLACE}"
    Delete "${PLACE}\app\version.ini"
    RMDir /r "${PLACE}\app"
    Delete "${PLACE}\So138.exe"
    Delete "${PLACE}\so138-cli.exe"
    ${IfNot} ${IsThere} "${PLACE}\app"
      Delete "${PLACE}\${MARK}"
      RMDir "${PLACE}"
      ${If} ${IsThere} "${PLACE}"
        ; Somebody put a file there: the folder stays, and stays known.
        !insertmacro Mark "${PLACE}"
      ${EndIf}
    ${EndIf}
  ${EndIf}
!macroend

; An own folder for a version, without one.
!macro ClaimFolder UN PLACE
  !insertmacro DropVersion "${PLACE}"
  RMDir "${PLACE}"
  ${If} ${IsThere} "${PLACE}"
  ${AndIfNot} ${IsOurs} "${PLACE}"
    !insertmacro Refuse "${UN}" ${CODE_FOREIGN} REFUSE_FOREIGN
  ${EndIf}
  !insertmacro Mark "${PLACE}"
!macroend

; One of that name which is somebody else's stops everything before anything is done.
!macro RefuseTaken PLACE
  ${If} ${IsThere} "${PLACE}"
  ${AndIfNot} ${IsOurs} "${PLACE}"
    RMDir "${PLACE}"
    ${If} ${IsThere} "${PLACE}"
      !insertmacro Refuse "" ${CODE_FOREIGN} REFUSE_FOREIGN
    ${EndIf}
  ${EndIf}
!macroend

; Move one whole version from folder to folder; $7 is 1 when that could not be done. A scanner may
; hold a file for a moment: tried for ten seconds. The folder goes first, so that nothing has moved
; where it cannot be.
!macro MoveVersionFunction UN
Function ${UN}MoveVersion
  Exch $R1
  Exch
  Exch $R0
  StrCpy $7 0
  StrCpy $8 0
  ${Do}
    ClearErrors
    Rename "$R0\app" "$R1\app"
    ${IfNot} ${Errors}
      ${Break}
    ${EndIf}
    IntOp $8 $8 + 1
    ${If} $8 > 40
      StrCpy $7 1
      ${Break}
    ${EndIf}
    Sleep 250
  ${Loop}
  ${If} $7 = 0
    Delete "$R1\So138.exe"
    Delete "$R1\so138-cli.exe"
    Rename "$R0\So138.exe" "$R1\So138.exe"
    Rename "$R0\so138-cli.exe" "$R1\so138-cli.exe"
  ${EndIf}
  Pop $R0
  Pop $R1
FunctionEnd
!macroend
!insertmacro MoveVersionFunction ""
!insertmacro MoveVersionFunction "un."

!macro MoveVersion UN FROM TO
  Push "${FROM}"
  Push "${TO}"
  Call ${UN}MoveVersion
!macroend

; $0: 1 where the program may go into $INSTDIR: we made it, or nothing of anybody's lies in it. What
; people keep beside the program, and what Explorer writes, does not count.
Function LookAtFolder
  StrCpy $0 1
  ${If} ${IsOurs} "$INSTDIR"
    Return
  ${EndIf}
  ; Made by a version that set no mark.
  ${If} ${FileExists} "$INSTDIR\${REMOVER}"
    ${If} ${HoldsVersion} "$INSTDIR"
    ${OrIf} $INSTDIR == $Registered
      Return
    ${EndIf}
  ${EndIf}
  FindFirst $1 $2 "$INSTDIR\*.*"
  ${DoWhile} $2 != ""
    ${Select} $2
      ${Case5} "." ".." "desktop.ini" "Thumbs.db" "so138.ini"
      ${Case2} "${MARK}" "${REMOVER}"
      ${Case5} "du-lieu" "cai-dat" "nhat-ky" "du-lieu-tai-day.txt" "du-lieu-tai-day.txt.txt"
      ${CaseElse}
        StrCpy $0 0
    ${EndSelect}
    FindNext $1 $2
  ${Loop}
  FindClose $1
FunctionEnd

; The mark also tells whether the folder itself is ours, or only what we put into it.
Function MarkFolder
  ${If} ${IsOurs} "$INSTDIR"
    Return
  ${EndIf}
  StrCpy $1 "new"
  ${If} ${IsThere} "$INSTDIR"
  ${AndIf} $INSTDIR != $Registered
  ${AndIfNot} ${FileExists} "$INSTDIR\so138.ini"
    StrCpy $1 "there"
  ${EndIf}
  !insertmacro Mark "$INSTDIR"
  WriteINIStr "$INSTDIR\${MARK}" "so138" "folder" "$1"
FunctionEnd

; Left of an update of the first versions that broke off.
!macro DropOldName PLACE
  ${If} ${HoldsVersion} "${PLACE}"
  ${AndIf} ${FileExists} "${PLACE}\app\python\python*.dll"
    RMDir /r "${PLACE}\app"
    Delete "${PLACE}\So138.exe"
    Delete "${PLACE}\so138-cli.exe"
    RMDir "${PLACE}"
  ${EndIf}
!macroend

; What the first versions called `truoc`, `moi` and `cu`: the version before gets its new name, what
; is left of an update that broke off goes, and all else in folders of these names stays.
Function TakeOverOldNames
  ${If} $INSTDIR != $Registered
  ${OrIf} ${IsOurs} "$INSTDIR"
    Return
  ${EndIf}
  ${If} ${HoldsVersion} "$INSTDIR\truoc"
  ${AndIfNot} ${IsThere} "$INSTDIR\${BEFORE}"
    !insertmacro Mark "$INSTDIR\${BEFORE}"
    !insertmacro MoveVersion "" "$INSTDIR\truoc" "$INSTDIR\${BEFORE}"
    RMDir "$INSTDIR\truoc"
  ${EndIf}
  !insertmacro DropOldName "$INSTDIR\moi"
  !insertmacro DropOldName "$INSTDIR\cu"
FunctionEnd
