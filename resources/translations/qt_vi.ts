<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- What Qt itself says in dialogs that the system does not give: Qt ships no Vietnamese. -->
<TS version="2.1" language="vi_VN">
<context>
  <name>QFileDialog</name>
  <message><source>Look in:</source><translation>Thư mục:</translation></message>
  <message><source>Back</source><translation>Lùi</translation></message>
  <message><source>Go back</source><translation>Lùi lại</translation></message>
  <message><source>Forward</source><translation>Tiến</translation></message>
  <message><source>Go forward</source><translation>Tiến tới</translation></message>
  <message><source>Parent Directory</source><translation>Thư mục cấp trên</translation></message>
  <message><source>Go to the parent directory</source><translation>Lên thư mục cấp trên</translation></message>
  <message><source>Create New Folder</source><translation>Tạo thư mục mới</translation></message>
  <message><source>Create a New Folder</source><translation>Tạo một thư mục mới</translation></message>
  <message><source>List View</source><translation>Dạng danh sách</translation></message>
  <message><source>Change to list view mode</source><translation>Chuyển sang dạng danh sách</translation></message>
  <message><source>Detail View</source><translation>Dạng chi tiết</translation></message>
  <message><source>Change to detail view mode</source><translation>Chuyển sang dạng chi tiết</translation></message>
  <message><source>Sidebar</source><translation>Thanh bên</translation></message>
  <message><source>List of places and bookmarks</source><translation>Danh sách các nơi lưu</translation></message>
  <message><source>Files</source><translation>Tệp</translation></message>
  <message><source>Files of type:</source><translation>Loại tệp:</translation></message>
  <message><source>File &amp;name:</source><translation>&amp;Tên tệp:</translation></message>
  <message><source>&amp;File name:</source><translation>&amp;Tên tệp:</translation></message>
  <message><source>&amp;Open</source><translation>&amp;Mở</translation></message>
  <message><source>Open</source><translation>Mở</translation></message>
  <message><source>&amp;Save</source><translation>&amp;Lưu</translation></message>
  <message><source>Save As</source><translation>Lưu thành</translation></message>
  <message><source>&amp;Choose</source><translation>&amp;Chọn</translation></message>
  <message><source>&amp;Rename</source><translation>Đổ&amp;i tên</translation></message>
  <message><source>&amp;Delete</source><translation>&amp;Xóa</translation></message>
  <message><source>Delete</source><translation>Xóa</translation></message>
  <message><source>Show &amp;hidden files</source><translation>Hiện tệp ẩ&amp;n</translation></message>
  <message><source>&amp;New Folder</source><translation>Thư &amp;mục mới</translation></message>
  <message><source>New Folder</source><translation>Thư mục mới</translation></message>
  <message><source>Directory:</source><translation>Thư mục:</translation></message>
  <message><source>Directories</source><translation>Thư mục</translation></message>
  <message><source>All Files (*)</source><translation>Mọi tệp (*)</translation></message>
  <message><source>All files (*)</source><translation>Mọi tệp (*)</translation></message>
  <message><source>Find Directory</source><translation>Tìm thư mục</translation></message>
  <message><source>Show </source><translation>Hiện </translation></message>
  <message><source>My Computer</source><translation>Máy tính</translation></message>
  <message><source>Recent Places</source><translation>Nơi dùng gần đây</translation></message>
  <message><source>Remove</source><translation>Bỏ</translation></message>
  <message><source>%1 already exists.
Do you want to replace it?</source><translation>%1 đã có.
Thay tệp đó?</translation></message>
  <message><source>%1
File not found.
Please verify the correct file name was given.</source><translation>%1
Không có tệp này. Hãy xem lại tên tệp.</translation></message>
  <message><source>%1
Directory not found.
Please verify the correct directory name was given.</source><translation>%1
Không có thư mục này. Hãy xem lại tên thư mục.</translation></message>
  <message><source>Are you sure you want to delete '%1'?</source><translation>Xóa “%1”?</translation></message>
  <message><source>Could not delete directory.</source><translation>Không xóa được thư mục.</translation></message>
  <message><source>'%1' is write protected.
Do you want to delete it anyway?</source><translation>“%1” được chống ghi.
Vẫn xóa?</translation></message>
</context>
<context>
  <name>QFileSystemModel</name>
  <message><source>Name</source><translation>Tên</translation></message>
  <message><source>Size</source><translation>Cỡ</translation></message>
  <message><source>Type</source><translation>Loại</translation></message>
  <message><source>Kind</source><translation>Loại</translation></message>
  <message><source>Date Modified</source><translation>Ngày sửa</translation></message>
  <message><source>My Computer</source><translation>Máy tính</translation></message>
  <message><source>Computer</source><translation>Máy tính</translation></message>
  <message><source>Invalid filename</source><translation>Tên tệp không dùng được</translation></message>
</context>
<context>
  <name>QAbstractFileIconProvider</name>
  <message><source>Drive</source><translation>Ổ đĩa</translation></message>
  <message><source>File</source><translation>Tệp</translation></message>
  <message><source>%1 File</source><translation>Tệp %1</translation></message>
  <message><source>Folder</source><translation>Thư mục</translation></message>
  <message><source>File Folder</source><translation>Thư mục</translation></message>
</context>
<context>
  <name>QFileIconProvider</name>
  <message><source>Drive</source><translation>Ổ đĩa</translation></message>
  <message><source>File</source><translation>Tệp</translation></message>
  <message><source>Folder</source><translation>Thư mục</translation></message>
</context>
<context>
  <name>QPlatformTheme</name>
  <message><source>OK</source><translation>Đồng ý</translation></message>
  <message><source>Save</source><translation>Lưu</translation></message>
  <message><source>Save All</source><translation>Lưu tất cả</translation></message>
  <message><source>Open</source><translation>Mở</translation></message>
  <message><source>&amp;Yes</source><translation>&amp;Có</translation></message>
  <message><source>Yes to &amp;All</source><translation>Có với &amp;tất cả</translation></message>
  <message><source>&amp;No</source><translation>&amp;Không</translation></message>
  <message><source>N&amp;o to All</source><translation>Khôn&amp;g với tất cả</translation></message>
  <message><source>Abort</source><translation>Dừng</translation></message>
  <message><source>Retry</source><translation>Thử lại</translation></message>
  <message><source>Ignore</source><translation>Bỏ qua</translation></message>
  <message><source>Close</source><translation>Đóng</translation></message>
  <message><source>Cancel</source><translation>Thôi</translation></message>
  <message><source>Discard</source><translation>Bỏ</translation></message>
  <message><source>Help</source><translation>Trợ giúp</translation></message>
  <message><source>Apply</source><translation>Áp dụng</translation></message>
  <message><source>Reset</source><translation>Đặt lại</translation></message>
  <message><source>Restore Defaults</source><translation>Trở về mặc định</translation></message>
</context>
<context>
  <name>QGnomeTheme</name>
  <message><source>&amp;OK</source><translation>Đồn&amp;g ý</translation></message>
  <message><source>&amp;Save</source><translation>&amp;Lưu</translation></message>
  <message><source>&amp;Cancel</source><translation>&amp;Thôi</translation></message>
  <message><source>&amp;Close</source><translation>Đón&amp;g</translation></message>
  <message><source>Close without Saving</source><translation>Đóng, không lưu</translation></message>
</context>
<context>
  <name>QDialogButtonBox</name>
  <message><source>OK</source><translation>Đồng ý</translation></message>
</context>
<context>
  <name>QLineEdit</name>
  <message><source>&amp;Undo</source><translation>&amp;Hoàn tác</translation></message>
  <message><source>&amp;Redo</source><translation>&amp;Làm lại</translation></message>
  <message><source>Cu&amp;t</source><translation>Cắ&amp;t</translation></message>
  <message><source>&amp;Copy</source><translation>&amp;Chép</translation></message>
  <message><source>&amp;Paste</source><translation>&amp;Dán</translation></message>
  <message><source>Delete</source><translation>Xóa</translation></message>
  <message><source>Select All</source><translation>Chọn tất cả</translation></message>
</context>
<context>
  <name>QWidgetTextControl</name>
  <message><source>&amp;Undo</source><translation>&amp;Hoàn tác</translation></message>
  <message><source>&amp;Redo</source><translation>&amp;Làm lại</translation></message>
  <message><source>Cu&amp;t</source><translation>Cắ&amp;t</translation></message>
  <message><source>&amp;Copy</source><translation>&amp;Chép</translation></message>
  <message><source>&amp;Paste</source><translation>&amp;Dán</translation></message>
  <message><source>Delete</source><translation>Xóa</translation></message>
  <message><source>Select All</source><translation>Chọn tất cả</translation></message>
  <message><source>Copy &amp;Link Location</source><translation>Chép đường &amp;dẫn</translation></message>
</context>
<context>
  <name>QPrintDialog</name>
  <message><source>Print</source><translation>In</translation></message>
  <message><source>Printer</source><translation>Máy in</translation></message>
  <message><source>&amp;Options &gt;&gt;</source><translation>Tù&amp;y chọn &gt;&gt;</translation></message>
  <message><source>&amp;Options &lt;&lt;</source><translation>Tù&amp;y chọn &lt;&lt;</translation></message>
  <message><source>&amp;Print</source><translation>&amp;In</translation></message>
  <message><source>Print to File (PDF)</source><translation>In ra tệp (PDF)</translation></message>
  <message><source>Local file</source><translation>Tệp trên máy</translation></message>
  <message><source>Write PDF file</source><translation>Ghi tệp PDF</translation></message>
  <message><source>Print To File ...</source><translation>In ra tệp…</translation></message>
  <message><source>File exists</source><translation>Tệp đã có</translation></message>
  <message><source>%1 already exists.
Do you want to overwrite it?</source><translation>%1 đã có.
Ghi đè lên tệp đó?</translation></message>
  <message><source>%1 is a directory.
Please choose a different file name.</source><translation>%1 là thư mục.
Hãy chọn tên tệp khác.</translation></message>
  <message><source>File %1 is not writable.
Please choose a different file name.</source><translation>Không ghi được vào %1.
Hãy chọn tên tệp khác.</translation></message>
  <message><source>OK</source><translation>Đồng ý</translation></message>
  <message><source>Print all</source><translation>In tất cả</translation></message>
  <message><source>Print range</source><translation>Khoảng trang</translation></message>
  <message><source>Print selection</source><translation>In phần chọn</translation></message>
  <message><source>Left to Right, Top to Bottom</source><translation>Trái sang phải, trên xuống dưới</translation></message>
  <message><source>All Pages</source><translation>Mọi trang</translation></message>
  <message><source>Odd Pages</source><translation>Trang lẻ</translation></message>
  <message><source>Even Pages</source><translation>Trang chẵn</translation></message>
  <message><source>Invalid Pages Definition</source><translation>Số trang ghi chưa đúng</translation></message>
  <message><source>%1 does not follow the correct syntax. Please use ',' to separate ranges and pages, '-' to define ranges and make sure ranges do not intersect with each other.</source><translation>%1 chưa đúng cách ghi. Hãy dùng dấu phẩy giữa các trang và khoảng trang, gạch ngang trong khoảng trang, và không để các khoảng trùng nhau.</translation></message>
  <message><source>Duplex Settings Conflicts</source><translation>Cách in hai mặt không hợp</translation></message>
  <message><source>There are conflicts in duplex settings. Do you want to fix them?</source><translation>Cách in hai mặt không hợp với máy in. Sửa lại chứ?</translation></message>
  <message><source>Options 'Pages Per Sheet' and 'Page Set' cannot be used together.
Please turn one of those options off.</source><translation>“Số trang mỗi tờ” và “Nhóm trang” không dùng cùng lúc được.
Hãy bỏ một trong hai.</translation></message>
  <message><source>Left to Right, Bottom to Top</source><translation>Trái sang phải, dưới lên trên</translation></message>
  <message><source>Right to Left, Bottom to Top</source><translation>Phải sang trái, dưới lên trên</translation></message>
  <message><source>Right to Left, Top to Bottom</source><translation>Phải sang trái, trên xuống dưới</translation></message>
  <message><source>Bottom to Top, Left to Right</source><translation>Dưới lên trên, trái sang phải</translation></message>
  <message><source>Bottom to Top, Right to Left</source><translation>Dưới lên trên, phải sang trái</translation></message>
  <message><source>Top to Bottom, Left to Right</source><translation>Trên xuống dưới, trái sang phải</translation></message>
  <message><source>Top to Bottom, Right to Left</source><translation>Trên xuống dưới, phải sang trái</translation></message>
</context>
<context>
  <name>QPrintWidget</name>
  <message><source>Form</source><translation>In</translation></message>
  <message><source>Printer</source><translation>Máy in</translation></message>
  <message><source>&amp;Name:</source><translation>Tê&amp;n:</translation></message>
  <message><source>P&amp;roperties</source><translation>Th&amp;uộc tính</translation></message>
  <message><source>Location:</source><translation>Nơi đặt:</translation></message>
  <message><source>Preview</source><translation>Xem trước</translation></message>
  <message><source>Type:</source><translation>Loại:</translation></message>
  <message><source>Output &amp;file:</source><translation>Tệ&amp;p ra:</translation></message>
</context>
<context>
  <name>QPrintSettingsOutput</name>
  <message><source>Form</source><translation>In</translation></message>
  <message><source>Copies</source><translation>Bản</translation></message>
  <message><source>Print range</source><translation>Khoảng trang</translation></message>
  <message><source>Print all</source><translation>In tất cả</translation></message>
  <message><source>Pages from</source><translation>Từ trang</translation></message>
  <message><source>to</source><translation>đến</translation></message>
  <message><source>Pages</source><translation>Các trang</translation></message>
  <message><source>Current Page</source><translation>Trang này</translation></message>
  <message><source>Selection</source><translation>Phần chọn</translation></message>
  <message><source>Page Set:</source><translation>Nhóm trang:</translation></message>
  <message><source>Output Settings</source><translation>Cách in</translation></message>
  <message><source>Copies:</source><translation>Số bản:</translation></message>
  <message><source>Collate</source><translation>Xếp theo bộ</translation></message>
  <message><source>Reverse</source><translation>Thứ tự ngược</translation></message>
  <message><source>Options</source><translation>Tùy chọn</translation></message>
  <message><source>Color Mode</source><translation>Màu</translation></message>
  <message><source>Color</source><translation>In màu</translation></message>
  <message><source>Grayscale</source><translation>Đen trắng</translation></message>
  <message><source>Duplex Printing</source><translation>In hai mặt</translation></message>
  <message><source>None</source><translation>Không</translation></message>
  <message><source>Long side</source><translation>Lật cạnh dài</translation></message>
  <message><source>Short side</source><translation>Lật cạnh ngắn</translation></message>
  <message><source>All Pages</source><translation>Mọi trang</translation></message>
  <message><source>Odd Pages</source><translation>Trang lẻ</translation></message>
  <message><source>Even Pages</source><translation>Trang chẵn</translation></message>
  <message><source>Double Sided Printing</source><translation>In hai mặt</translation></message>
  <message><source>Off</source><translation>Không</translation></message>
  <message><source>Long side binding</source><translation>Lật cạnh dài</translation></message>
  <message><source>Short side binding</source><translation>Lật cạnh ngắn</translation></message>
  <message><source>Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.</source><translation>Ghi số trang hoặc khoảng trang, cách nhau bằng dấu phẩy; khoảng trang là hai số nối bằng gạch ngang. Ví dụ 3,5-7,9 in các trang 3, 5, 6, 7 và 9.</translation></message>
</context>
<context>
  <name>QPrintPropertiesDialog</name>
  <message><source>Printer Properties</source><translation>Thuộc tính máy in</translation></message>
  <message><source>Job Options</source><translation>Tùy chọn in</translation></message>
  <message><source>Page Setup Conflicts</source><translation>Cách đặt trang không hợp</translation></message>
  <message><source>There are conflicts in page setup options. Do you want to fix them?</source><translation>Cách đặt trang không hợp với máy in. Sửa lại chứ?</translation></message>
  <message><source>Advanced Option Conflicts</source><translation>Tùy chọn nâng cao không hợp</translation></message>
  <message><source>There are conflicts in some advanced options. Do you want to fix them?</source><translation>Vài tùy chọn nâng cao không hợp với máy in. Sửa lại chứ?</translation></message>
</context>
<context>
  <name>QPrintPropertiesWidget</name>
  <message><source>Form</source><translation>In</translation></message>
  <message><source>Page</source><translation>Trang</translation></message>
  <message><source>Advanced</source><translation>Nâng cao</translation></message>
  <message><source>There are conflicts in some options. Please fix them.</source><translation>Vài tùy chọn không hợp nhau. Hãy sửa lại.</translation></message>
</context>
<context>
  <name>QPageSetupWidget</name>
  <message><source>Form</source><translation>Trang</translation></message>
  <message><source>Paper</source><translation>Giấy</translation></message>
  <message><source>Page size:</source><translation>Khổ giấy:</translation></message>
  <message><source>Width:</source><translation>Rộng:</translation></message>
  <message><source>Height:</source><translation>Cao:</translation></message>
  <message><source>Paper source:</source><translation>Khay giấy:</translation></message>
  <message><source>Orientation</source><translation>Chiều giấy</translation></message>
  <message><source>Portrait</source><translation>Dọc</translation></message>
  <message><source>Landscape</source><translation>Ngang</translation></message>
  <message><source>Reverse landscape</source><translation>Ngang ngược</translation></message>
  <message><source>Reverse portrait</source><translation>Dọc ngược</translation></message>
  <message><source>Margins</source><translation>Lề</translation></message>
  <message><source>top margin</source><translation>lề trên</translation></message>
  <message><source>left margin</source><translation>lề trái</translation></message>
  <message><source>right margin</source><translation>lề phải</translation></message>
  <message><source>bottom margin</source><translation>lề dưới</translation></message>
  <message><source>Page Layout</source><translation>Bố trí trang</translation></message>
  <message><source>Page order:</source><translation>Thứ tự trang:</translation></message>
  <message><source>Pages per sheet:</source><translation>Số trang mỗi tờ:</translation></message>
  <message><source>Custom</source><translation>Tự đặt</translation></message>
  <message><source>Millimeters (mm)</source><translation>Milimét (mm)</translation></message>
  <message><source>Inches (in)</source><translation>Inch (in)</translation></message>
  <message><source>Points (pt)</source><translation>Điểm (pt)</translation></message>
  <message><source>Pica (P̸)</source><translation>Pica (P̸)</translation></message>
  <message><source>Didot (DD)</source><translation>Didot (DD)</translation></message>
  <message><source>Cicero (CC)</source><translation>Cicero (CC)</translation></message>
  <message><source>Left to Right, Top to Bottom</source><translation>Trái sang phải, trên xuống dưới</translation></message>
  <message><source>Left to Right, Bottom to Top</source><translation>Trái sang phải, dưới lên trên</translation></message>
  <message><source>Right to Left, Bottom to Top</source><translation>Phải sang trái, dưới lên trên</translation></message>
  <message><source>Right to Left, Top to Bottom</source><translation>Phải sang trái, trên xuống dưới</translation></message>
  <message><source>Bottom to Top, Left to Right</source><translation>Dưới lên trên, trái sang phải</translation></message>
  <message><source>Bottom to Top, Right to Left</source><translation>Dưới lên trên, phải sang trái</translation></message>
  <message><source>Top to Bottom, Left to Right</source><translation>Trên xuống dưới, trái sang phải</translation></message>
  <message><source>Top to Bottom, Right to Left</source><translation>Trên xuống dưới, phải sang trái</translation></message>
</context>
<context>
  <name>QCupsJobWidget</name>
  <message><source>Job</source><translation>Lần in</translation></message>
  <message><source>Job Control</source><translation>Điều khiển lần in</translation></message>
  <message><source>Scheduled printing:</source><translation>Hẹn giờ in:</translation></message>
  <message><source>Billing information:</source><translation>Ghi chú tính phí:</translation></message>
  <message><source>Job priority:</source><translation>Mức ưu tiên:</translation></message>
  <message><source>Banner Pages</source><translation>Trang bìa</translation></message>
  <message><source>Banner page at end</source><translation>Trang bìa ở cuối</translation></message>
  <message><source>End:</source><translation>Cuối:</translation></message>
  <message><source>Banner page at start</source><translation>Trang bìa ở đầu</translation></message>
  <message><source>Start:</source><translation>Đầu:</translation></message>
  <message><source>Print Immediately</source><translation>In ngay</translation></message>
  <message><source>Hold Indefinitely</source><translation>Giữ lại, chưa in</translation></message>
  <message><source>Day (06:00 to 17:59)</source><translation>Ban ngày (06:00 đến 17:59)</translation></message>
  <message><source>Night (18:00 to 05:59)</source><translation>Ban đêm (18:00 đến 05:59)</translation></message>
  <message><source>Second Shift (16:00 to 23:59)</source><translation>Ca hai (16:00 đến 23:59)</translation></message>
  <message><source>Third Shift (00:00 to 07:59)</source><translation>Ca ba (00:00 đến 07:59)</translation></message>
  <message><source>Weekend (Saturday to Sunday)</source><translation>Cuối tuần (thứ Bảy, Chủ nhật)</translation></message>
  <message><source>Specific Time</source><translation>Giờ khác</translation></message>
  <message><source>None</source><translation>Không</translation></message>
  <message><source>Standard</source><translation>Thường</translation></message>
  <message><source>Unclassified</source><translation>Không mật</translation></message>
  <message><source>Confidential</source><translation>Mật</translation></message>
  <message><source>Classified</source><translation>Đã xếp mật</translation></message>
  <message><source>Secret</source><translation>Tối mật</translation></message>
  <message><source>Top Secret</source><translation>Tuyệt mật</translation></message>
</context>
</TS>
