using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cluster;

/// <summary>Files that only the cluster has: flowc and the executable run where something else lies over the folder.</summary>
public sealed class ClusterOnlyFileTests
{
    private const string Head = """
        secret spark = env("TAXI_SPARK")
        param root: text = ""
        connection lake: files { root: root }
        connection cluster: spark { url: spark }

        """;

    private const string Make = Head + """
        source rows: { id: int64, t: text?, d: decimal(9, 2) } from lake.csv("rows.csv")
        pipeline make {
          write rows to lake.parquet("a/one [1].parquet")
          write rows to lake.parquet("a/two.parquet")
        }
        """;

    private const string Text = Head + """
        source rows: { id: int64 } from lake.csv("rows.csv")
        pipeline far on cluster { write rows to console }
        """;

    private const string Untyped = Head + """
        source rows from lake.parquet("a/*.parquet") { expose: [source_file] }
        pipeline far on cluster { write (from rows | select id, t, d, source_file) order by source_file, id to console }
        """;

    private const string Typed = Head + """
        source rows: { id: int32, t: text?, more: date } from lake.parquet("a/*.parquet")
        pipeline far on cluster { write rows to console }
        """;

    [SkippableFact]
    public async Task Columns_are_locked_and_rows_read_through_the_cluster()
    {
        using TemporaryFolder folder = new();
        string spark = await MakeAsync(folder);
        folder.Write("far/main.flow", Untyped);

        CommandResult locked = await ApartAsync(folder, spark, Command.Flowc, "lock", folder["far"], "--param", $"root={folder["data"]}");
        Assert.True(locked.ExitCode == 0, locked.ToString());
        Assert.Contains("added rows from lake.parquet", locked.Output, StringComparison.Ordinal);
        string lockText = string.Concat((await File.ReadAllTextAsync(folder["far/flow.lock"])).Where(c => !char.IsWhiteSpace(c)));
        Assert.Contains(
            """[{"name":"id","type":"int64"},{"name":"t","type":"text?"},{"name":"d","type":"decimal(9,2)"}]""", lockText,
            StringComparison.Ordinal);

        BuiltProgram program = await BuiltProgram.CreateAsync(folder["far"], folder.Path);
        CommandResult run = await ApartAsync(folder, spark, program.Executable, "run", "far", "--param", $"root={folder["data"]}");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("1  x     1.50  a/one [1].parquet", run.Output, StringComparison.Ordinal);
        Assert.Contains("2  null  2.00  a/two.parquet", run.Output, StringComparison.Ordinal);
        Assert.Contains("lake.parquet(\"a/*.parquet\"): 4 rows", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Other_columns_are_told_one_by_one()
    {
        using TemporaryFolder folder = new();
        string spark = await MakeAsync(folder);
        folder.Write("far/main.flow", Typed);

        CommandResult locked = await ApartAsync(folder, spark, Command.Flowc, "lock", folder["far"], "--param", $"root={folder["data"]}");
        Assert.Equal(3, locked.ExitCode);
        Assert.Contains("id: int32   is int64 in the file", locked.Output, StringComparison.Ordinal);
        Assert.Contains("more: date   is missing", locked.Output, StringComparison.Ordinal);

        BuiltProgram program = await BuiltProgram.CreateAsync(folder["far"], folder.Path);
        CommandResult run = await ApartAsync(folder, spark, program.Executable, "run", "far", "--param", $"root={folder["data"]}");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("error RT3001", run.Errors, StringComparison.Ordinal);
        Assert.Contains("id: int32   is int64 in the file", run.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Text_files_and_files_that_nobody_has_are_refused()
    {
        using TemporaryFolder folder = new();
        string spark = await MakeAsync(folder);
        folder.Write("far/main.flow", Text);
        BuiltProgram program = await BuiltProgram.CreateAsync(folder["far"], folder.Path);

        CommandResult text = await ApartAsync(folder, spark, program.Executable, "run", "far", "--param", $"root={folder["data"]}");
        Assert.Equal(1, text.ExitCode);
        Assert.Contains("error RT8023", text.Errors, StringComparison.Ordinal);
        CommandResult none = await ApartAsync(folder, spark, program.Executable, "run", "far", "--param", $"root={folder["data"]}/none");
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("error RT2001", none.Errors, StringComparison.Ordinal);
        Assert.Contains("the cluster has no such file either", none.Errors, StringComparison.Ordinal);
    }

    private static async Task<string> MakeAsync(TemporaryFolder folder)
    {
        string spark = SparkAddress.Require();
        CommandResult apart = await Command.RunAsync("unshare", folder.Path, ["-rm", "true"]);
        Skip.IfNot(apart.ExitCode == 0, "a process can't have mounts of its own here");
        folder.Write("data/rows.csv", "id,t,d\n1,x,1.5\n2,,2\n");
        folder.Write("ws/main.flow", Make);
        BuiltProgram make = await BuiltProgram.CreateAsync(folder["ws"], folder.Path);
        make.Variables["TAXI_SPARK"] = spark;
        CommandResult made = await make.RunAsync("make", "--param", $"root={folder["data"]}");
        Assert.True(made.ExitCode == 0, made.ToString());
        return spark;
    }

    private static Task<CommandResult> ApartAsync(TemporaryFolder folder, string spark, string program, params string[] arguments) =>
        Command.RunAsync(
            "unshare",
            folder.Path,
            ["-rm", "sh", "-c", "mount -t tmpfs none \"$0\" && exec \"$@\"", folder["data"], program, .. arguments],
            new Dictionary<string, string> { ["TAXI_SPARK"] = spark });
}
