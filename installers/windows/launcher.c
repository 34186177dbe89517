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
#define PARTS L"\\app\\python\\"

typedef int (*py_main)(int, wchar_t **);
typedef int (*put_environment)(const wchar_t *, const wchar_t *);
typedef DLL_DIRECTORY_COOKIE(WINAPI *add_directory)(PCWSTR);
typedef BOOL(WINAPI *default_directories)(DWORD);

/* Whoever uses a PC in Vietnamese reads the first half, a helper far away the second. */
static int refuse(const wchar_t *what)
{
    static wchar_t text[LONGEST];
    DWORD code = GetLastError();
    wsprintfW(text,
              L"S\u1ed5 138 kh\u00f4ng m\u1edf \u0111\u01b0\u1ee3c v\u00ec thi\u1ebfu ho\u1eb7c h\u1ecfng t\u1ec7p %s. "
              L"H\u00e3y ch\u1ea1y l\u1ea1i b\u1ed9 c\u00e0i \u0111\u1eb7t; s\u1ed1 li\u1ec7u v\u1eabn c\u00f2n nguy\u00ean.\r\n\r\n"
              L"Book 138 cannot start: %s (Windows error %lu). Run the setup file again; "
              L"your data are untouched.\r\n",
              what, what, code);
#ifdef SO138_WINDOW
    MessageBoxW(NULL, text, L"S\u1ed5 138", MB_OK | MB_ICONERROR);
#else
    static char bytes[LONGEST];
    DWORD written;
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, LONGEST, NULL, NULL);
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(out, text, lstrlenW(text), &written, NULL) && size > 1)
        WriteFile(out, bytes, size - 1, &written, NULL);
#endif
    return FAULT;
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

static int start(void)
{
    static wchar_t home[LONGEST], parts[LONGEST], library[LONGEST];
    static wchar_t *own[] = {L"-B", L"-X", L"utf8", L"-m", L"desktop"};
    const int all = sizeof own / sizeof *own;
    int count, added, i;
    wchar_t **given = CommandLineToArgvW(GetCommandLineW(), &count);
    wchar_t **passed, *cut;
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
    added = asks_for_python(count, given) ? all - 2 : all;
    for (i = 0; i < added; i++)
        passed[1 + i] = own[i];
    for (i = 1; i < count; i++)
        passed[added + i] = given[i];
    *cut = 0;

    if (lstrlenW(home) + 64 > LONGEST)
        return refuse(L"So138.exe");
    lstrcatW(lstrcpyW(parts, home), PARTS);
    lstrcatW(lstrcpyW(library, parts), L"python" PYTHON_SHORT L".dll");
    tell(L"SO138_HOME", home);
    close_the_doors(parts);
    python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!python)
        return refuse(L"app\\python\\python" PYTHON_SHORT L".dll");
    run = (py_main)(void *)GetProcAddress(python, "Py_Main");
    if (!run)
        return refuse(L"app\\python\\python" PYTHON_SHORT L".dll");
    return run(count + added, passed);
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
