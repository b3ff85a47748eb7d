using System.Runtime.InteropServices;

namespace FlowLang.Connectors.Files;

/// <summary>The calls of Linux that make a write durable and its appearance atomic.</summary>
internal static partial class Posix
{
    private const int CurrentDirectory = -100;
    private const uint Exchange = 2;
    private const int WriteAccess = 2;
    private const int ReadAccess = 4;
    private const int ReadOnly = 0;

    /// <summary>Exchanges two existing paths in one step (renameat2, RENAME_EXCHANGE). False where the file system can't.</summary>
    public static bool TryExchange(string a, string b)
    {
        try
        {
            return RenameAt2(CurrentDirectory, a, CurrentDirectory, b, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    public static bool CanWrite(string folder) => Access(folder, WriteAccess) == 0;

    public static bool CanList(string folder) => Access(folder, ReadAccess) == 0;

    /// <summary>The folder, or the nearest above it that exists.</summary>
    public static string NearestFolder(string folder)
    {
        while (!Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder) ?? "/";
        }

        return folder;
    }

    /// <summary>Makes a file's bytes, or a folder's names, survive a power cut.</summary>
    public static void Flush(string path)
    {
        int handle = Open(path, ReadOnly);
        if (handle >= 0)
        {
            int failed = Sync(handle);
            int error = Marshal.GetLastPInvokeError();
            _ = Close(handle);
            if (failed != 0)
            {
                throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int RenameAt2(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
