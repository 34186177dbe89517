/* So138.exe and so138-cli.exe: find the program's folder beside themselves, load the Python that
 * lies there and hand it the command line. No shell, no second process: arguments and exit code
 * pass whole. Built twice: with -DSO138_WINDOW as the window's launcher, without as the console's.
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <shellapi.h>
#include <wchar.h>

#define FAULT 3
#define LONGEST 32768
#define SHOWN 1024
#define PARTS L"\\app\\python\\"

typedef int (*py_main)(int, wchar_t **);
typedef int (*put_environment)(const wchar_t *, const wchar_t *);
typedef DLL_DIRECTORY_COOKIE(WINAPI *add_directory)(PCWSTR);
typedef BOOL(WINAPI *default_directories)(DWORD);

/* The folder of the program, without a sign at its end. */
static wchar_t home[LONGEST];

/* Add to a file, or begin it anew; whether that went well is of no use to anybody. */
static void write_text(const wchar_t *path, const char *bytes, BOOL anew)
{
    DWORD written;
    HANDLE file = CreateFileW(path, anew ? GENERIC_WRITE : FILE_APPEND_DATA, FILE_SHARE_READ, NULL,
                              anew ? CREATE_ALWAYS : OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return;
    WriteFile(file, bytes, lstrlenA(bytes), &written, NULL);
    CloseHandle(file);
}

/* One line at the end of the program's own log, where desktop/paths.py has it. */
static void log_reason(const char *reason)
{
    static wchar_t folder[LONGEST], mark[LONGEST];
    static char line[LONGEST];
    SYSTEMTIME now;
    GetLocalTime(&now);
    wsprintfA(line, "%04d-%02d-%02d %02d:%02d:%02d,%03d ERROR launcher: %s\r\n", now.wYear,
              now.wMonth, now.wDay, now.wHour, now.wMinute, now.wSecond, now.wMilliseconds, reason);
    lstrcatW(lstrcpyW(mark, home), L"\\du-lieu-tai-day.txt");
    if (!GetEnvironmentVariableW(L"SO138_LOGS", folder, LONGEST - 16)) {
        if (GetFileAttributesW(mark) != INVALID_FILE_ATTRIBUTES)
            lstrcatW(lstrcpyW(folder, home), L"\\nhat-ky");
        else if (GetEnvironmentVariableW(L"LOCALAPPDATA", folder, LONGEST - 64))
            lstrcatW(folder, L"\\so138-logs");
        else
            return;
    }
    CreateDirectoryW(folder, NULL);
    write_text(lstrcatW(folder, L"\\so138.log"), line, FALSE);
}

/* Where the self-test was asked to write its text; NULL where nobody asked. */
static const wchar_t *asked_output(void)
{
    int count, i;
    BOOL tests = FALSE;
    const wchar_t *output = NULL;
    wchar_t **given = CommandLineToArgvW(GetCommandLineW(), &count);
    for (i = 1; given && i < count; i++) {
        tests = tests || !wcscmp(given[i], L"self-test");
        if (!wcscmp(given[i], L"--output") && i + 1 < count)
            output = given[i + 1];
        else if (!wcsncmp(given[i], L"--output=", 9))
            output = given[i] + 9;
    }
    return tests ? output : NULL;
}

/* Whoever uses a PC in Vietnamese reads the first half, a helper far away the second. */
static int tell_fault(const wchar_t *text, const char *reason)
{
    static char bytes[LONGEST];
    const wchar_t *output = asked_output();
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, LONGEST, NULL, NULL);
    log_reason(reason);
    if (output && size > 1) {
        write_text(output, bytes, TRUE);
        write_text(output, "self-test: FAILED\r\n", FALSE);
    }
#ifdef SO138_WINDOW
    if (!output)
        MessageBoxW(NULL, text, L"S\u1ed5 138", MB_OK | MB_ICONERROR);
#else
    DWORD written;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(out, text, lstrlenW(text), &written, NULL) && size > 1)
        WriteFile(out, bytes, size - 1, &written, NULL);
#endif
    return FAULT;
}

static int refuse(const wchar_t *what)
{
    static wchar_t text[LONGEST];
    static char reason[4 * SHOWN];
    DWORD code = GetLastError();
    wsprintfW(text,
              L"S\u1ed5 138 kh\u00f4ng m\u1edf \u0111\u01b0\u1ee3c v\u00ec thi\u1ebfu ho\u1eb7c h\u1ecfng t\u1ec7p %s. "
              L"H\u00e3y ch\u1ea1y l\u1ea1i b\u1ed9 c\u00e0i \u0111\u1eb7t; s\u1ed1 li\u1ec7u v\u1eabn c\u00f2n nguy\u00ean.\r\n\r\n"
              L"Book 138 cannot start: %s (Windows error %lu). Run the setup file again; "
              L"your data are untouched.\r\n",
              what, what, code);
    wsprintfA(reason, "missing or damaged: %S (%lu)", what, code);
    return tell_fault(text, reason);
}

#ifdef SO138_WINDOW
/* No file is missing, and the program failed all the same before it had a window to say so. */
static int apologise(const wchar_t *kind)
{
    static wchar_t text[LONGEST];
    static char reason[4 * SHOWN];
    wsprintfW(text,
              L"S\u1ed5 138 g\u1eb7p l\u1ed7i khi m\u1edf (%s). H\u00e3y m\u1edf l\u1ea1i; n\u1ebfu v\u1eabn l\u1ed7i, h\u00e3y "
              L"ch\u1ea1y l\u1ea1i b\u1ed9 c\u00e0i \u0111\u1eb7t. S\u1ed1 li\u1ec7u v\u1eabn c\u00f2n nguy\u00ean.\r\n\r\n"
              L"Book 138 failed while starting: %s. Try again, then run the setup file again; "
              L"your data are untouched.\r\n",
              kind, kind);
    wsprintfA(reason, "failed while starting: %S", kind);
    return tell_fault(text, reason);
}
#endif

/* What desktop/starting.py left in a variable; whether there is anything. */
static BOOL was_told(const wchar_t *name, wchar_t *value)
{
    DWORD size = GetEnvironmentVariableW(name, value, SHOWN);
    return size > 0 && size < SHOWN;
}

/* The program ended with a fault: where it could not tell of it, tell it here. */
static int ended(int code)
{
    static wchar_t value[SHOWN];
    if (!was_told(L"SO138_BEGUN", value))
        return refuse(L"app\\python, app\\lib");
#ifdef SO138_WINDOW
    if (was_told(L"SO138_FAULT_FILE", value))
        return refuse(value);
    if (was_told(L"SO138_FAULT_ERROR", value))
        return apologise(value);
#endif
    return code;
}

/* The C library of Python keeps a copy of the environment of its own. */
static void tell(const wchar_t *name, const wchar_t *value)
{
    HMODULE library = LoadLibraryExW(L"ucrtbase.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
    put_environment put =
        library ? (put_environment)(void *)GetProcAddress(library, "_wputenv_s") : NULL;
    SetEnvironmentVariableW(name, value);
    if (put)
        put(name, value);
}

/* Libraries are taken from our own folder and from Windows, never from where a file lies. */
static void close_the_doors(const wchar_t *parts)
{
    HMODULE kernel = GetModuleHandleW(L"kernel32.dll");
    default_directories only =
        (default_directories)(void *)GetProcAddress(kernel, "SetDefaultDllDirectories");
    add_directory add = (add_directory)(void *)GetProcAddress(kernel, "AddDllDirectory");
    if (only)
        only(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    if (add)
        add(parts);
}

/* Our own processes ask for plain Python ("-c", "-m"); the program knows no such options. */
static BOOL asks_for_python(int count, wchar_t **given)
{
    return count > 1 && (!wcscmp(given[1], L"-c") || !wcscmp(given[1], L"-m"));
}

/* Without these Python ends the process by itself, and says nothing where there is no console. */
static const wchar_t *lacking(const wchar_t *parts)
{
    static const wchar_t *needed[] = {L"python" PYTHON_SHORT L".dll", L"vcruntime140.dll",
                                      L"python" PYTHON_SHORT L".zip",
                                      L"python" PYTHON_SHORT L"._pth"};
    static wchar_t path[LONGEST], shown[SHOWN];
    size_t i;
    for (i = 0; i < sizeof needed / sizeof *needed; i++) {
        lstrcatW(lstrcpyW(path, parts), needed[i]);
        if (GetFileAttributesW(path) == INVALID_FILE_ATTRIBUTES)
            return lstrcatW(lstrcpyW(shown, L"app\\python\\"), needed[i]);
    }
    return NULL;
}

static int start(void)
{
    static wchar_t parts[LONGEST], library[LONGEST];
    static wchar_t *own[] = {L"-B", L"-X", L"utf8", L"-m", L"desktop"};
    const int all = sizeof own / sizeof *own;
    int count, added, i;
    wchar_t **given = CommandLineToArgvW(GetCommandLineW(), &count);
    wchar_t **passed, *cut;
    const wchar_t *gone;
    BOOL plain;
    HMODULE python;
    py_main run;

    GetModuleFileNameW(NULL, home, LONGEST);
    cut = wcsrchr(home, L'\\');
    if (!given || !cut)
        return refuse(L"So138.exe");
    passed = LocalAlloc(LPTR, (count + all + 1) * sizeof *passed);
    if (!passed)
        return refuse(L"So138.exe");
    passed[0] = wcsdup(home);
    plain = asks_for_python(count, given);
    added = plain ? all - 2 : all;
    for (i = 0; i < added; i++)
        passed[1 + i] = own[i];
    for (i = 1; i < count; i++)
        passed[added + i] = given[i];
    *cut = 0;

    if (lstrlenW(home) + 64 > LONGEST)
        return refuse(L"So138.exe");
    lstrcatW(lstrcpyW(parts, home), PARTS);
    lstrcatW(lstrcpyW(library, parts), L"python" PYTHON_SHORT L".dll");
    gone = lacking(parts);
    if (gone)
        return refuse(gone);
    tell(L"SO138_HOME", home);
    close_the_doors(parts);
    python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!python)
        return refuse(L"app\\python\\python" PYTHON_SHORT L".dll");
    run = (py_main)(void *)GetProcAddress(python, "Py_Main");
    if (!run)
        return refuse(L"app\\python\\python" PYTHON_SHORT L".dll");
    tell(L"SO138_BEGUN", L"");
    tell(L"SO138_FAULT_FILE", L"");
    tell(L"SO138_FAULT_ERROR", L"");
    i = run(count + added, passed);
    return i == 0 || plain ? i : ended(i);
}

#ifdef SO138_WINDOW
int WINAPI wWinMain(HINSTANCE own, HINSTANCE before, PWSTR line, int show)
{
    (void)own, (void)before, (void)line, (void)show;
    return start();
}
#else
int wmain(void)
{
    return start();
}
#endif
