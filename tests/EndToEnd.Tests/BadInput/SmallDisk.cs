using System.Diagnostics;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>A disk of a few megabytes, mounted at a folder.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    /// <summary>Skips by name where no disk can be mounted.</summary>
    public static async Task<SmallDisk> MountAsync(string path, int megabytes = 1)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs Linux, to mount a small disk");
        Directory.CreateDirectory(path);
        Skip.IfNot(
            await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0777", "tmpfs", path) == 0,
            "needs the right to mount a small disk (root)");
        return new SmallDisk(path);
    }

    /// <summary>Leaves so much room; what takes the rest is the file that it names.</summary>
    public string Fill(int kilobytes)
    {
        string ballast = Path.Combine(_path, "ballast");
        long free = new DriveInfo(_path).AvailableFreeSpace;
        File.WriteAllBytes(ballast, new byte[Math.Max(0, free - (kilobytes * 1024L))]);
        return ballast;
    }

    /// <summary>From now on nothing on it can be changed; nobody may have a file of it open for writing.</summary>
    public async Task ProtectAsync() =>
        Assert.Equal(0, await RunAsync("mount", "-o", "remount,ro", _path));

    /// <summary>At once for who looks, and for good when nobody has files of it open.</summary>
    public async ValueTask DisposeAsync() => await RunAsync("umount", "--lazy", _path);

    private static async Task<int> RunAsync(string file, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(file, arguments) { RedirectStandardError = true }) ?? throw new InvalidOperationException(file);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
