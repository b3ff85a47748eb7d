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
        await using SmallDisk disk = await SmallDisk.MountAsync(folder["disk"]);
        folder.Write("disk/rows.csv", "id,name\n7,old\n");
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
        CommandResult run = await program.RunAsync();
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("disk is full", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Equal("id,name\n7,old\n", File.ReadAllText(folder["disk/rows.csv"]));
        Assert.Single(Directory.GetFileSystemEntries(folder["disk"]));
    }
}
