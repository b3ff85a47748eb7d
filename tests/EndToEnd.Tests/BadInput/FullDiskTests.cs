using System.Diagnostics;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>A disk without room: told so, and what was there before is untouched.</summary>
public sealed class FullDiskTests
{
    private const string Program = """
        type Row = { id: int64 @key, name: text }
        connection disk: files { root: "disk" }
        source rows: Row from generator { rows: 500000, columns: { id: sequence(1), name: letters(40) } }
        pipeline load { write rows to disk.csv("rows.csv") }
        """;

    [SkippableFact]
    public async Task A_full_disk_leaves_the_former_file_alone()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["disk"]);
        await MountAsync(folder["disk"]);
        try
        {
            folder.Write("disk/rows.csv", "id,name\n7,old\n");
            BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
            CommandResult run = await program.RunAsync();
            Assert.True(run.ExitCode == 1, run.ToString());
            Assert.Contains("disk is full", run.Output + run.Errors, StringComparison.Ordinal);
            Assert.Equal("id,name\n7,old\n", File.ReadAllText(folder["disk/rows.csv"]));
            Assert.Single(Directory.GetFileSystemEntries(folder["disk"]));
        }
        finally
        {
            await RunAsync("umount", folder["disk"]);
        }
    }

    private static async Task MountAsync(string path)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs Linux, to mount a disk of one megabyte");
        Skip.IfNot(
            await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path) == 0,
            "needs the right to mount a disk of one megabyte (root)");
    }

    private static async Task<int> RunAsync(string file, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(file, arguments) { RedirectStandardError = true }) ?? throw new InvalidOperationException(file);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
