using System.Diagnostics;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>A disk of one megabyte, mounted at a folder.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    /// <summary>Skips by name where no disk can be mounted.</summary>
    public static async Task<SmallDisk> MountAsync(string path)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs Linux, to mount a disk of one megabyte");
        Directory.CreateDirectory(path);
        Skip.IfNot(
            await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path) == 0,
            "needs the right to mount a disk of one megabyte (root)");
        return new SmallDisk(path);
    }

    public async ValueTask DisposeAsync() => await RunAsync("umount", _path);

    private static async Task<int> RunAsync(string file, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(file, arguments) { RedirectStandardError = true }) ?? throw new InvalidOperationException(file);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
