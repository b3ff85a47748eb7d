using FlowLang.Runtime;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>Handlers in every place of a query where an expression can stand: exactly the rows that fail leave, once each.</summary>
public sealed class RejectPositionTests
{
    private const string Declarations = """
        connection pg: postgres { database: "d" }
        type Trip = { id: int64 @key, zone: int32, raw: text, xs: text[] }
        type Zone = { zone: int32 @key, code: text }
        source trips: Trip from pg.table("trips")
        source zones: Zone from pg.table("zones")

        """;

    // 2 and 4 have no number.
    private const string Setup = """
        CREATE TABLE trips AS SELECT id::BIGINT AS id, zone::INTEGER AS zone, raw, [raw, '7'] AS xs
          FROM (VALUES (1, 1, '10'), (2, 1, 'x'), (3, 2, '30'), (4, 9, 'y'), (5, 2, '10')) AS t(id, zone, raw);
        CREATE TABLE zones AS SELECT zone::INTEGER AS zone, code
          FROM (VALUES (1, '10'), (2, 'z'), (3, '30'), (4, '30')) AS t(zone, code);
        """;

    private const string Number = "cast(raw as int32)";

    [Theory]
    [InlineData("from trips | where N > 5 | select id", "2,4", "1", "3", "5")]
    [InlineData("from trips | derive n = N | select id, n", "2,4", "1|10", "3|30", "5|10")]
    [InlineData("from trips | set zone = N | select zone", "2,4", "10", "10", "30")]
    [InlineData("from trips | select n = N", "2,4", "10", "10", "30")]
    [InlineData("from trips | aggregate n = count() by k = N | select k", "2,4", "10", "30")]
    [InlineData("from trips | aggregate total = sum(N), most = max(N)", "2,4", "50|30")]
    [InlineData("from trips | aggregate total = sum(N) by zone", "2,4", "1|10", "2|40")]
    [InlineData("from trips | aggregate ids = string_agg(to_text(id), \",\" sort N desc)", "2,4", "3,1,5")]
    [InlineData("from trips | dedupe by N keep latest id | select id", "2,4", "3", "5")]
    [InlineData("from trips | dedupe by zone keep latest N | select id", "2,4", "1", "3")]
    [InlineData("from trips | sort N desc take 2 | select id", "2,4", "1", "3")]
    [InlineData("from trips | sort id take 1 by N | select id", "2,4", "1", "3")]
    [InlineData("from trips | derive r = row_number() over (sort N desc, id) | select id, r", "2,4", "1|2", "3|1", "5|3")]
    [InlineData("from trips | derive r = sum(N) over (by zone) | select id, r", "2,4", "1|10", "3|40", "5|40")]
    [InlineData("from trips | unnest [N, 1] as n | select id, n", "2,4", "1|1", "1|10", "3|1", "3|30", "5|1", "5|10")]
    [InlineData("from trips | pivot sum(N) for zone in [one = 1, two = 2]", "2", "10|40")]
    [InlineData("from trips | pivot count() for zone in [one = 1, nine = 9] by n = N | select n, one, nine", "2,4", "10|1|0", "30|0|0")]
    [InlineData("from trips | derive n = N | unpivot n, zone into what, v | where id == 1 | select what, v", "2,4", "n|10", "zone|1")]
    [InlineData("from trips as t | join zones as z on (N) == z.zone * 10 | select id, code", "2,4", "1|10", "3|30", "5|10")]
    [InlineData(
        "from trips as t | left join zones as z on (N) == z.zone * 10 and t.zone == 2 | select id, code",
        "2,4", "1|-", "3|30", "5|10")]
    [InlineData("from trips as t | semi join zones as z on (N) == z.zone * 10 and z.zone == 3 | select id", "2,4", "3")]
    [InlineData(
        "from trips | select id, zone | union (from trips | select id, zone = N)",
        "2,4", "1|1", "1|10", "2|1", "3|2", "3|30", "4|9", "5|10", "5|2")]
    [InlineData("from sql duckdb (t = (from trips | derive n = N)) -> { n: int64 } \"select sum(n)::bigint as n from t\"", "2,4", "50")]
    public async Task The_rows_that_fail_leave_and_no_others(string query, string rejected, params string[] rows)
    {
        EngineRun run = await RunAsync(query, $"({Number} else reject \"no number\")");

        Assert.Null(run.Failure);
        Assert.Equal(rows.Order(StringComparer.Ordinal), run.Written("result"));
        Assert.Equal(rejected, Ids(run));
        Assert.All(run.Report.Writes, write => Assert.Equal(write.Read, write.Written + write.Rejected + write.Filtered));
    }

    [Theory]
    [InlineData("from trips as t | join zones as z on t.zone == (cast(z.code as int32) else H) | select id", "2")]
    [InlineData("from trips as t | left join zones as z on t.zone == (cast(z.code as int32) else H) | select id", "2")]
    public async Task The_right_side_of_a_join_loses_its_own_rows(string query, string zone)
    {
        EngineRun run = await RunAsync(query.Replace("H", "reject \"no code\"", StringComparison.Ordinal), "");

        Assert.Null(run.Failure);
        Assert.Contains($"\"zone\":{zone}", Assert.Single(run.Written("rejects")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "from trips | aggregate total = sum(N), n = count(N)", "50|3")]
    [InlineData("0", "from trips | aggregate total = sum(N), n = count(N)", "50|5")]
    [InlineData("0", "from trips | pivot sum(N) for zone in [one = 1, nine = 9]", "10|0")]
    [InlineData("null", "from trips | pivot sum(N) for zone in [one = 1, nine = 9]", "10|-")]
    [InlineData("0", "from trips | dedupe by N keep latest id | select id", "3", "4", "5")]
    [InlineData("30", "from trips as t | join zones as z on (N) == z.zone * 10 | select id", "1", "2", "3", "4", "5")]
    [InlineData("null", "from trips as t | anti join zones as z on (N) == z.zone * 10 | select id", "2", "4")]
    public async Task A_value_in_its_place_keeps_the_row(string handler, string query, params string[] rows)
    {
        EngineRun run = await RunAsync(query, $"({Number} else {handler})");

        Assert.Null(run.Failure);
        Assert.Equal(rows.Order(StringComparer.Ordinal), run.Written("result"));
    }

    [Theory]
    [InlineData("from trips | aggregate total = sum(N)")]
    [InlineData("from trips | pivot sum(N) for zone in [one = 1]")]
    [InlineData("from trips as t | join zones as z on (N) == z.zone | select id")]
    [InlineData("from trips | sort N take 1")]
    public async Task Fail_stops_the_run_from_everywhere(string query)
    {
        EngineRun run = await RunAsync(query, $"({Number} else fail)");

        Assert.Equal("RT4001", Assert.IsType<FlowException>(run.Failure).Error.Code);
    }

    private static Task<EngineRun> RunAsync(string query, string number)
    {
        string text = query.Replace("(N)", number, StringComparison.Ordinal).Replace("N ", number + " ", StringComparison.Ordinal)
            .Replace("N,", number + ",", StringComparison.Ordinal).Replace("N)", number + ")", StringComparison.Ordinal)
            .Replace("[N", "[" + number, StringComparison.Ordinal);
        text = text.EndsWith('N') ? text[..^1] + number : text;
        return EngineRun.RunAsync(
            Source.Bind($"{Declarations}transform result = {text}\npipeline p {{ write result to console {{ rejects: discard }} }}"),
            Setup);
    }

    // Of the rejected rows, in order; each is a row of the step's input.
    private static string Ids(EngineRun run) => string.Join(',', run.Written("rejects")
        .Select(row => System.Text.RegularExpressions.Regex.Match(row, "\"id\":(\\d+)").Groups[1].Value).Order(StringComparer.Ordinal));
}
