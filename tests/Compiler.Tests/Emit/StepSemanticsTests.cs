using FlowLang.Runtime;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>What each step means, run in the embedded engine.</summary>
public sealed class StepSemanticsTests
{
    private const string Declarations = """
        connection pg: postgres { database: "d" }
        type Trip = { id: int64 @key, zone: int32, fare: decimal(8, 2), tip: decimal(8, 2)?, day: date, note: text? }
        type Zone = { zone: int32 @key, name: text }
        source trips: Trip from pg.table("trips")
        source zones: Zone from pg.table("zones")

        """;

    private const string Setup = """
        CREATE TABLE trips AS SELECT id::BIGINT AS id, zone::INTEGER AS zone, fare::DECIMAL(8,2) AS fare, tip::DECIMAL(8,2) AS tip,
            day::DATE AS day, note
          FROM (VALUES (1, 1, 10.00, 1.00, '2024-01-01', 'a'), (2, 1, 20.00, NULL, '2024-01-02', NULL),
                       (3, 2, 30.00, 3.00, '2024-01-04', 'b'),
                       (4, 9, 5.00, NULL, '2024-01-01', 'a')) AS t(id, zone, fare, tip, day, note);
        CREATE TABLE zones AS SELECT zone::INTEGER AS zone, name FROM (VALUES (1, 'one'), (2, 'two'), (3, 'three')) AS t(zone, name);
        """;

    [Theory]
    [InlineData("from trips | where tip > 0 | select id", "1", "3")]
    [InlineData("from trips | where tip is null or note == \"b\" | select id", "2", "3", "4")]
    [InlineData("from trips | derive a = fare * 2, b = a + 1 | where id == 1 | select a, b", "20.00|21.00")]
    [InlineData("from trips | set fare = fare + 1, id = id * 10 | select id, fare | where id < 30", "10|11.00", "20|21.00")]
    [InlineData("from trips | rename key = id | drop zone, fare, tip, day | where key == 2", "2|-")]
    [InlineData("from trips as t | join zones as z on t.zone == z.zone | select id, name", "1|one", "2|one", "3|two")]
    [InlineData("from trips as t | left join zones as z on t.zone == z.zone | select id, name", "1|one", "2|one", "3|two", "4|-")]
    [InlineData("from trips as t | right join zones as z on t.zone == z.zone | select z.zone, id", "1|1", "1|2", "2|3", "3|-")]
    [InlineData(
        "from trips as t | full join zones as z on t.zone == z.zone | select id, name", "-|three", "1|one", "2|one", "3|two", "4|-")]
    [InlineData("from trips | semi join zones as z on trips.zone == z.zone | select id", "1", "2", "3")]
    [InlineData("from trips | anti join zones as z on trips.zone == z.zone | select id", "4")]
    [InlineData(
        "from trips | aggregate n = count(), tips = count(tip), total = sum(fare) by zone", "1|2|1|30.00", "2|1|1|30.00", "9|1|0|5.00")]
    [InlineData("from trips | where id > 9 | aggregate n = count(), most = max(fare)", "0|-")]
    [InlineData(
        "from trips | aggregate share = sum(tip) / sum(fare) else null by zone | where zone != 9 | select zone, some = share is not null",
        "1|true", "2|true")]
    [InlineData("from trips | aggregate by note", "-", "a", "b")]
    [InlineData("from trips | dedupe by zone keep latest day | select id, zone", "2|1", "3|2", "4|9")]
    [InlineData("from trips | dedupe by note keep earliest day | select id", "1", "2", "3")]
    [InlineData("from trips | sort fare desc take 2 | select id", "2", "3")]
    [InlineData("from trips | sort tip take 3 | select id", "1", "2", "3")]
    [InlineData("from trips | sort fare take 1 by zone | select id", "1", "3", "4")]
    [InlineData("from trips | select zone | union (from zones | select zone)", "1", "1", "1", "2", "2", "3", "9")]
    [InlineData("from trips | select zone | union distinct (from zones | select zone)", "1", "2", "3", "9")]
    [InlineData("from trips | select zone | except (from zones | select zone)", "9")]
    [InlineData("from trips | select zone | intersect (from zones | select zone)", "1", "2")]
    [InlineData("from trips | where id == 1 | derive xs = [10, 20, 20] | unnest xs as x | select id, x", "1|10", "1|20", "1|20")]
    [InlineData(
        "from trips | where zone == 1 | select day, fare | fill day every 1d from 2024-01-01 to 2024-01-04 with fare = 0.00",
        "2024-01-01|10.00", "2024-01-02|20.00", "2024-01-03|0.00", "2024-01-04|0.00")]
    [InlineData(
        "from trips | derive n = row_number() over (by zone sort fare desc), all_fares = sum(fare) over ()"
        + " | where n == 1 | select id, all_fares",
        "2|65.00", "3|65.00", "4|65.00")]
    [InlineData("from trips | where row_number() over (sort fare desc) == 1 | select id", "3")]
    [InlineData("from trips | derive p = lag(fare) over (sort id) | select id, p", "1|-", "2|10.00", "3|20.00", "4|30.00")]
    [InlineData(
        "from trips | select id, kind = case { when fare > 25 -> \"big\", when tip is null -> \"untipped\", else -> \"small\" }",
        "1|small", "2|untipped", "3|big", "4|untipped")]
    [InlineData(
        "from trips | where zone in [2, 9] and note like \"a%\" | select id, t = \"trip ${id}: ${note ?? \"none\"}\"", "4|trip 4: a")]
    [InlineData(
        "from trips | pivot n = count(), total = sum(fare), tips = count(tip) for note in [a = \"a\", b = \"b\"] by zone",
        "1|1|10.00|1|0|-|0", "2|0|-|0|1|30.00|1", "9|1|5.00|0|0|-|0")]
    [InlineData("from trips | pivot sum(fare) for zone in [one = 1, 2, 3] | select one, two = `2`, three = `3`", "30.00|30.00|-")]
    [InlineData("from trips | pivot count() for note in [\"a\", none = null] by zone", "1|1|1", "2|0|0", "9|1|0")]
    [InlineData("from trips | where id > 9 | pivot n = count(), m = max(fare) for zone in [a = 1]", "0|-")]
    [InlineData("from trips | where id > 9 | pivot n = count() for zone in [a = 1] by day")]
    [InlineData("from trips | pivot s = sum(fare) / count() else null for zone in [a = 1, b = 3]", "15.000000|-")]
    [InlineData("from trips | pivot string_agg(to_text(id), \",\" sort id desc) for zone in [a = 1, b = 9]", "2,1|4")]
    [InlineData(
        "from trips | pivot n = sum(cast(note as int32) else reject \"no number\") for zone in [two = 2, three = 3] by day",
        "2024-01-01|-|-",
        "2024-01-02|-|-")]
    [InlineData("from trips | where zone == 1 | select id, fare, tip | unpivot tip, fare into what, amount", "1|fare|10.00", "1|tip|1.00",
        "2|fare|20.00", "2|tip|-")]
    [InlineData("from trips | where id == 1 | select id, zone | unpivot id, zone into id, zone", "id|1", "zone|1")]
    [InlineData(
        "from trips as t | join zones as z on t.zone == z.zone | where id == 3 | unpivot t.note, z.name into what, text"
        + " | select id, what, text", "3|name|two", "3|note|b")]
    [InlineData(
        "from sql duckdb (t = trips, zones = (from zones | where zone < 3)) -> { name: text, n: int64 }"
        + " \"select name, count(*) as n from t join zones using (zone) group by name\" | where n > 0 | select n, name", "1|two", "2|one")]
    [InlineData(
        "from zones as z | left join (from sql duckdb (t = trips) -> { zone: int32 @key, n: int64 }"
        + " \"select zone, count(*) n from t group by 1 -- end\") as s on z.zone == s.zone | select name, n", "one|2", "three|-", "two|1")]
    [InlineData("from trips | where id between 2 and 3 | select id, d = note is distinct from \"b\"", "2|true", "3|false")]
    public async Task A_query_gives_its_rows(string query, params string[] rows)
    {
        string program = $"{Declarations}transform result = {query}\npipeline p {{ write result to console {{ rejects: discard }} }}";
        EngineRun plain = await EngineRun.RunAsync(Source.Bind(program), Setup, optimize: false);
        EngineRun best = await EngineRun.RunAsync(Source.Bind(program), Setup);

        Assert.Null(plain.Failure);
        Assert.Equal(rows.Order(StringComparer.Ordinal), plain.Written("result"));
        Assert.Equal(plain.Written("result"), best.Written("result"));
        WriteReport report = best.Write("result");
        Assert.Equal(report.Read, report.Written + report.Rejected + report.Filtered);
    }

    [Fact]
    public async Task Two_writes_of_one_transform_compute_it_once()
    {
        const string program = Declarations + """
            transform tipped = from trips | where tip is not null
            transform by_zone = from tipped | aggregate n = count() by zone
            pipeline p { write tipped to console write by_zone to console }
            """;
        EngineRun run = await EngineRun.RunAsync(Source.Bind(program), Setup);

        Assert.Single(run.Steps, s => s.Operation is FlowLang.Planning.Batch.StageRelation);
        Assert.Equal(["1|1", "2|1"], run.Written("by_zone"));
        Assert.Equal(2, run.Written("tipped").Count);
    }

    [Fact]
    public async Task A_query_has_all_columns_of_a_source_of_which_another_reads_fewer()
    {
        const string program = Declarations + """
            transform by_zone = from zones | aggregate n = count() by zone
            pipeline p { write by_zone to console write (from zones | where zone < 3) order by name to console { rejects: discard } }
            """;
        EngineRun run = await EngineRun.RunAsync(Source.Bind(program), Setup);

        Assert.Null(run.Failure);
        Assert.Equal(["1|1", "2|1", "3|1"], run.Written("by_zone"));
        Assert.Equal(["1|one", "2|two"], run.Written("query"));
    }

    [Fact]
    public async Task Expectations_fail_or_warn_on_the_whole_relation()
    {
        const string program = Declarations + """
            transform kept = from trips
            expect on kept {
              unique(zone) severity warn
              references(zone, zones.zone) severity warn
              volume(min: 2)
              row "a tip": tip is not null severity warn
            }
            pipeline p { write kept to console }
            """;
        EngineRun run = await EngineRun.RunAsync(Source.Bind(program), Setup);

        Assert.Null(run.Failure);
        Assert.Equal([1L, 1L, 0L, 2L], run.Report.Expectations.Select(e => e.Violations));
        Assert.Equal(["{\"zone\":1}", "{\"zone\":9}"], run.Report.Expectations.Take(2).Select(e => e.Sample));
    }

    [Fact]
    public async Task A_failing_expectation_fails_the_run()
    {
        const string program = Declarations + """
            transform kept = from trips
            expect on kept { unique(zone) }
            pipeline p { write kept to console }
            """;
        EngineRun run = await EngineRun.RunAsync(Source.Bind(program), Setup);

        Assert.IsType<FlowException>(run.Failure);
    }

    [Fact]
    public async Task A_condition_of_a_join_that_can_fail_is_computed_before_the_join()
    {
        const string program = Declarations + """
            transform result =
              from trips as t | join zones as z on (cast(t.note as int32) else reject "note is no number") == z.zone | select id
            pipeline p { write result to console { rejects: discard } }
            """;
        EngineRun run = await EngineRun.RunAsync(Source.Bind(program), Setup);

        Assert.Null(run.Failure);
        Assert.Empty(run.Written("result"));
        Assert.Equal(3, run.Report.Stages.Sum(s => s.Rows));
    }
}
