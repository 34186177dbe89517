; Every sentence of the setup program: Vietnamese, then English.

!macro Words NAME VIETNAMESE ENGLISH
  LangString ${NAME} ${LANG_VIETNAMESE} "${VIETNAMESE}"
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  !define VIETNAMESE_${NAME} "${VIETNAMESE}"
  !define ENGLISH_${NAME} "${ENGLISH}"
!macroend

; A sentence as $LANGUAGE says: until .onInit has ended, $(NAME) speaks the language of Windows.
!macro Spoken VARIABLE NAME
  StrCpy ${VARIABLE} "${VIETNAMESE_${NAME}}"
  ${If} $LANGUAGE == ${LANG_ENGLISH}
    StrCpy ${VARIABLE} "${ENGLISH_${NAME}}"
  ${EndIf}
!macroend

!define NL "$\r$\n"

!insertmacro Words PROGRAM "Sổ 138" "Book 138"
!insertmacro Words BUTTON_BACK "< Quay lại" "< Back"
!insertmacro Words BUTTON_NEXT "Tiếp tục >" "Next >"
!insertmacro Words BUTTON_CANCEL "Thôi" "Cancel"
!insertmacro Words BUTTON_CLOSE "Đóng" "Close"
!insertmacro Words BUTTON_INSTALL "Cài đặt" "Install"
!insertmacro Words ABOUT_PACKAGE "Tệp số liệu Sổ 138" "Figures of Book 138"
!insertmacro Words ABOUT_RECEIPT "Trả lời của cấp trên (Sổ 138)" "Answer of the superior (Book 138)"

!insertmacro Words WELCOME_TITLE "Cài đặt Sổ 138" "Install Book 138"
!insertmacro Words WELCOME_NEW \
  "Phiên bản ${VERSION}.${NL}${NL}Phần mềm chạy trên máy này, không cần mạng.${NL}${NL}Bấm Tiếp tục." \
  "Version ${VERSION}.${NL}${NL}The program runs on this PC and needs no network.${NL}${NL}Press Next."
!insertmacro Words WELCOME_UPDATE \
  "Máy này đang có phiên bản $OldVersion. Phiên bản ${VERSION} sẽ thay vào.${NL}${NL}Trước khi thay, số liệu được sao lưu. Số liệu và thiết đặt giữ nguyên; bản đang dùng được giữ lại để khi cần thì quay về.${NL}${NL}Bấm Tiếp tục." \
  "This PC has version $OldVersion. Version ${VERSION} takes its place.${NL}${NL}The data are backed up first. Data and settings stay; the version in use is kept and can be put back.${NL}${NL}Press Next."

!insertmacro Words WHO_TITLE "Ai dùng trên máy này" "Who uses it on this PC"
!insertmacro Words WHO_SUBTITLE "Cài cho ai, và số liệu nằm ở đâu." "For whom it is installed, and where the data lie."
!insertmacro Words WHO_ALL "Cài cho mọi tài khoản Windows trên máy này" "Install for all Windows accounts of this PC"
!insertmacro Words WHO_ONE "Chỉ cài cho tài khoản đang dùng" "Install for this account only"
!insertmacro Words DATA_SEVERAL \
  "Máy này có $Accounts tài khoản Windows. Một xã, phường chỉ có một sổ: nếu nhiều người làm chung, hãy để số liệu ở thư mục chung." \
  "This PC has $Accounts Windows accounts. A commune keeps one book: where several people work on it, the data belong into the shared folder."
!insertmacro Words DATA_SHARED "Mọi tài khoản dùng chung một sổ, ở thư mục $SharedFolder" "All accounts share one book, in $SharedFolder"
!insertmacro Words DATA_OWN "Mỗi tài khoản một sổ riêng" "Each account has a book of its own"
!insertmacro Words DATA_HAS \
  "Tài khoản này đã có số liệu. Nếu chọn thư mục chung, số liệu đó vẫn nằm nguyên chỗ cũ; mở Sổ 138, chọn Khôi phục từ bản sao lưu để đưa sang." \
  "This account has data already. With the shared folder they stay where they are; restore from a backup in Book 138 brings them over."

!insertmacro Words SAYS_BACKUP "Sao lưu số liệu trước khi cập nhật" "Backing up the data before the update"
!insertmacro Words SAYS_SWAP "Thay bản cũ bằng bản mới" "Putting the new version in place of the old"
!insertmacro Words SHORTCUT_BACK "Quay lại bản trước" "Back to the version before"
!insertmacro Words SHORTCUT_REMOVE "Gỡ Sổ 138" "Remove Book 138"
!insertmacro Words FINISH_RUN "Mở Sổ 138 ngay" "Open Book 138 now"

!insertmacro Words REFUSE_BITS \
  "Máy này chạy Windows 32 bit. Sổ 138 cần Windows 10 (bản 1809 trở lên) 64 bit." \
  "This PC runs a 32-bit Windows. Book 138 needs a 64-bit Windows 10, 1809 or later."
!insertmacro Words REFUSE_OLD \
  "Windows trên máy này cũ quá. Sổ 138 cần Windows 10 bản 1809 (17763) trở lên. Máy chưa bị thay đổi gì." \
  "This Windows is too old. Book 138 needs Windows 10 1809 (build 17763) or later. Nothing was changed."
!insertmacro Words REFUSE_RUNNING \
  "Sổ 138 đang mở trên máy này. Hãy đóng lại (ở cả các tài khoản Windows khác), rồi bấm Thử lại (Retry)." \
  "Book 138 is open on this PC. Close it, in other Windows accounts too, then press Retry."
!insertmacro Words REFUSE_DOWNGRADE \
  "Máy này đã có phiên bản $OldVersion, mới hơn ${VERSION}. Máy chưa bị thay đổi gì.${NL}${NL}Muốn dùng lại bản trước, chọn Quay lại bản trước trong menu Start." \
  "This PC has version $OldVersion, which is newer than ${VERSION}. Nothing was changed.${NL}${NL}To use the version before, choose Back to the version before in the Start menu."
!insertmacro Words REFUSE_RIGHTS \
  "Sổ 138 đã được cài cho mọi tài khoản của máy này. Người có quyền quản trị máy hãy chạy bộ cài này." \
  "Book 138 is installed for all accounts of this PC. Someone with administrator rights must run this setup."
!insertmacro Words REFUSE_ALL_RIGHTS \
  "Cài cho mọi tài khoản cần quyền quản trị máy. Máy chưa bị thay đổi gì." \
  "Installing for all accounts needs administrator rights. Nothing was changed."
!insertmacro Words REFUSE_TWICE \
  "Sổ 138 đang được cài riêng cho tài khoản này. Muốn cài cho mọi tài khoản, hãy gỡ bản đó trước; số liệu vẫn giữ nguyên." \
  "Book 138 is installed for this account alone. Remove that first to install it for all; the data stay."
!insertmacro Words REFUSE_HAS_ALL \
  "Sổ 138 đã được cài cho mọi tài khoản của máy này, nên không cài riêng cho một tài khoản. Muốn cập nhật, chạy bộ cài không kèm /CurrentUser. Máy chưa bị thay đổi gì." \
  "Book 138 is installed for all accounts of this PC and cannot be installed for one of them besides. To update it, leave /CurrentUser out. Nothing was changed."
!insertmacro Words REFUSE_OTHERS \
  "Đang có bản Sổ 138 cài riêng ở tài khoản Windows: $Others. Cài thêm bản cho mọi tài khoản thì máy này có hai phần mềm và hai sổ. Hãy vào tài khoản đó gỡ Sổ 138 trước (số liệu vẫn giữ nguyên), rồi chạy lại bộ cài. Máy chưa bị thay đổi gì." \
  "Book 138 is installed for one Windows account alone: $Others. A second copy for all accounts would make two programs and two books. Remove it in that account first (the data stay) and run the setup again. Nothing was changed."
!insertmacro Words REFUSE_SHARED \
  "Trên máy này đang có sổ riêng của một tài khoản, còn thư mục chung $SharedFolder chưa có sổ: chuyển sang thư mục chung lúc cập nhật thì người dùng thấy sổ trống. Hãy cập nhật không kèm /SharedData. Muốn dùng chung: gỡ phần mềm (số liệu vẫn còn), cài lại và chọn thư mục chung, rồi mở Sổ 138 và khôi phục từ bản sao lưu. Máy chưa bị thay đổi gì." \
  "An account of this PC has a book of its own, and the shared folder $SharedFolder has none: an update that turned to it would show an empty book. Update without /SharedData. To share one book, remove the program (the data stay), install it again with the shared folder, then open Book 138 and restore a backup. Nothing was changed."
!insertmacro Words REFUSE_FOREIGN \
  "Thư mục $INSTDIR đang có tệp khác, không phải của Sổ 138. Phần mềm chỉ cài vào thư mục mới hoặc thư mục trống. Máy chưa bị thay đổi gì." \
  "The folder $INSTDIR holds other files, not those of Book 138. The program goes only into a folder that is new or empty. Nothing was changed."
!insertmacro Words ASK_SUBFOLDER \
  "Thư mục $INSTDIR đang có tệp khác, không phải của Sổ 138.${NL}${NL}Cài vào thư mục con mới $INSTDIR\So138? Các tệp đang có vẫn nguyên." \
  "The folder $INSTDIR holds other files, not those of Book 138.${NL}${NL}Install into a new folder in it, $INSTDIR\So138? The files that are there stay as they are."
!insertmacro Words REFUSE_ROOM \
  "Ổ đĩa không đủ chỗ: Sổ 138 cần khoảng $NeededRoom MB trống. Hãy dọn bớt tệp không cần, hoặc chọn ổ khác, rồi chạy lại bộ cài. Máy chưa bị thay đổi gì." \
  "The disk is too full: Book 138 needs about $NeededRoom MB. Free some room, or choose another disk, and run the setup again. Nothing was changed."
!insertmacro Words REFUSE_UNPACK \
  "Chưa ghi được hết phần mềm vào $INSTDIR: ổ đĩa đầy, hoặc phần mềm khác giữ tệp. Những gì vừa ghi đã được dọn; bản đang dùng (nếu có) và số liệu vẫn nguyên. Hãy dọn bớt chỗ rồi chạy lại bộ cài." \
  "The program could not be written into $INSTDIR: the disk is full, or another program holds a file. What was written is gone again; a version in use, and the data, are untouched. Free some room and run the setup again."
!insertmacro Words REFUSE_SECOND \
  "Bộ cài Sổ 138 đang chạy rồi. Hãy đợi xong." \
  "The setup of Book 138 is running already. Wait until it is done."
!insertmacro Words REFUSE_DATA \
  "Thư mục này đang chứa số liệu của Sổ 138. Hãy chọn thư mục khác để cài phần mềm." \
  "This folder holds data of Book 138. Choose another one for the program."
!insertmacro Words REFUSE_BACKUP \
  "Chưa sao lưu được số liệu, nên chưa cập nhật. Hãy đóng Sổ 138 ở mọi tài khoản, xem ổ đĩa còn chỗ không, rồi chạy lại bộ cài. Bản đang dùng vẫn nguyên." \
  "The data could not be backed up, so nothing was updated. Close Book 138 in every account, see whether the disk has room, and run the setup again. The version in use is untouched."
!insertmacro Words REFUSE_SWAP \
  "Chưa thay được bản cũ: có tệp đang bị phần mềm khác giữ. Hãy khởi động lại máy rồi chạy lại bộ cài. Bản đang dùng vẫn nguyên." \
  "The old version could not be replaced: another program holds a file. Restart the PC and run the setup again. The version in use is untouched."

!insertmacro Words ASK_REMOVE \
  "Gỡ Sổ 138 khỏi máy này? Số liệu, bản sao lưu và thiết đặt vẫn giữ nguyên." \
  "Remove Book 138 from this PC? Data, backups and settings stay."
!insertmacro Words SAYS_REMOVED \
  "Đã gỡ Sổ 138. Số liệu vẫn nằm nguyên chỗ cũ; cài lại là dùng tiếp được." \
  "Book 138 was removed. The data lie where they were; install again to go on."
!insertmacro Words ASK_BACK \
  "Dùng lại phiên bản $OldVersion thay cho phiên bản đang dùng?${NL}${NL}Nếu bản trước báo số liệu do bản mới hơn ghi, hãy khôi phục bản sao lưu làm trước khi cập nhật. Bản đang dùng được giữ lại." \
  "Use version $OldVersion again in place of the one in use?${NL}${NL}Should it say that the data were written by a newer one, restore the backup made before the update. The version in use is kept."
!insertmacro Words SAYS_BACK "Đang dùng lại phiên bản $OldVersion." "Version $OldVersion is in use again."
!insertmacro Words REFUSE_NO_BACK \
  "Máy này không giữ phiên bản nào trước đó." \
  "No version from before is kept on this PC."
