using System.Text.RegularExpressions;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cluster;

/// <summary>What a cluster has computed, on the screen and in an ordered file: as the embedded engine shows and writes it.</summary>
public sealed partial class ClusterConsoleTests
{
    private const string Head = """
        secret spark = env("TAXI_SPARK")
        connection lake: files { root: "." }
        connection cluster: spark { url: spark }
        source rows: { id: int64, t: text?, x: float64?, d: decimal(4, 4)?, at: datetime?, z: float32? } from lake.csv("rows.csv")

        """;

    private const string Values = Head + """
        transform values =
          from rows
          | derive instant = at_zone(at, "Europe/Vienna") else null, day = cast(at as date), clock = cast(at as time),
                   gap = 1y2mo3d4h5m6s, list = [x, null], pair = { `a b`: t, d: d, at: at, gap: 90m },
                   doc = cast("{\"a\": [1, 2.50]}" as json) else null, yes = id > 2, none = cast(null as int32), words = ["a, b", "it's"],
                   uid = cast("00000000-0000-0000-0000-00000000000a" as uuid) else null, many = id * 1000000007
        transform numbered = from rows | select id, t | derive n = cast(t as int64) else reject "no number" | select id, n
        pipeline near {
          write values order by x desc, id to console { rows: 3 }
          write numbered order by id desc to console { rejects: console }
          write (from rows | where id > 100 | select id, t) to console
        }
        pipeline far on cluster {
          write values order by x desc, id to console { rows: 3 }
          write numbered order by id desc to console { rejects: console }
          write (from rows | where id > 100 | select id, t) to console
        }
        """;

    private const string Ordered = Head + """
        transform many = from rows as a | join rows as b on a.t is not distinct from b.t | join rows as c on a.t is not distinct from c.t
          | select id = (a.id * 7919 + b.id * 104729 + c.id * 1299709) % 100003, x = a.x
        source ordered: { id: int64?, x: float64? } from lake.parquet("ordered.parquet") { expose: [source_row] }
        pipeline far on cluster { write many order by id desc, x to lake.parquet("ordered.parquet") }
        pipeline near {
            write ordered order by source_row to lake.csv("far.csv")
            after: far
          }
        pipeline same { write many order by id desc, x to lake.csv("near.csv") }
        """;

    [SkippableFact]
    public async Task Rows_are_shown_as_those_of_the_embedded_engine()
    {
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, Values, """
            id,t,x,d,at,z
            1,"it's ""so"" \ {[","-0.0",-0.5,2024-03-31 12:30:00,0.1
            2,42,1e300,0.0001,0001-01-01 00:00:00,-1.5
            3,,Infinity,,,
            4,é😀,-12.5,0.2500,9999-12-31 23:59:59.000001,3.4e38
            5,7,,,2024-10-27 00:30:00.5,16777216

            """);

        CommandResult near = await program.RunAsync("near");
        CommandResult far = await program.RunAsync("far");

        Assert.True(near.ExitCode == 0 && far.ExitCode == 0, near + "\n" + far);
        Assert.Contains("3 of 5 rows", Tables(near), StringComparison.Ordinal);
        Assert.Contains("no number", Tables(near), StringComparison.Ordinal);
        Assert.Equal(Tables(near), Tables(far));
    }

    [SkippableFact]
    public async Task One_file_has_the_order_of_its_write()
    {
        using TemporaryFolder folder = new();
        string lines = string.Concat(Enumerable.Range(1, 30).Select(i => $"{i},,{i % 7}.5,,,\n"));
        BuiltProgram program = await BuildAsync(folder, Ordered, "id,t,x,d,at,z\n" + lines);

        CommandResult run = await program.RunAsync("far", "near", "same");

        Assert.True(run.ExitCode == 0, run.ToString());
        string[] far = await File.ReadAllLinesAsync(folder["far.csv"]);
        Assert.Equal(27_001, far.Length);
        Assert.Equal(await File.ReadAllLinesAsync(folder["near.csv"]), far.Select(l => l[..l.LastIndexOf(',')]));
    }

    private static async Task<BuiltProgram> BuildAsync(TemporaryFolder folder, string text, string rows)
    {
        string spark = SparkAddress.Require();
        await File.WriteAllTextAsync(folder["rows.csv"], rows);
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, text);
        program.Variables["TAXI_SPARK"] = spark;
        return program;
    }

    // From the first title on; rejects tell the run that they are of and its time.
    private static string Tables(CommandResult run)
    {
        string said = run.Output[run.Output.IndexOf("values\n", StringComparison.Ordinal)..];
        string shown = said[..said.IndexOf(": done in", StringComparison.Ordinal)];
        return RunsOwn().Replace(shown, "");
    }

    // The moment of a run is as wide as its microseconds, and so is the rule below its heading.
    [GeneratedRegex(@"[0-9]{8}t[0-9]{6}-[0-9a-f]{12}|\b(near|far) *|[0-9-]{10} [0-9:.]+\+00$|-{3,}$", RegexOptions.Multiline)]
    private static partial Regex RunsOwn();
}
