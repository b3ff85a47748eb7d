using FlowLang.Compiler.Tests.Emit;
using FlowLang.Emit;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;

namespace FlowLang.Compiler.Tests.Planning;

/// <summary>What is asked of a table, by the plan of a pipeline that reads it.</summary>
public sealed class SourcePushDownTests
{
    private const string Declarations = """
        param least: int64 = 3
        connection pg: postgres { database: "d" }
        connection lake: files { root: "." }
        source trips: { id: int64 @key, fare: int64, day: date?, note: text?, doc: json? } from pg.table("trips")
        source zones: { id: int64 @key, note: text? } from pg.query("select 1::bigint as id, null::text as note")

        """;

    [Theory]
    [InlineData("from trips | where fare > least", "read trips: id, fare, day, note, doc where fare > $least")]
    [InlineData("from trips | where fare > 1 | where note is null | select id", "read trips: id where fare > 1 where note is null")]
    [InlineData("from trips | rename f = fare | where f in [1, 2] | select f", "read trips: fare where fare in [1, 2]")]
    [InlineData("from trips | derive x = 1 | where fare > 1 | select x, id", "read trips: id where fare > 1")]
    [InlineData("from trips | where day > 2024-01-01 | select id", "read trips: id, day where day > 2024-01-01")]
    public void Filters_that_mean_the_same_go_to_the_database(string query, string read) =>
        Assert.Equal(read, Plan(query, "lake.csv(\"o.csv\")").Split('\n')[0]);

    [Theory]
    [InlineData("from trips | where upper(note) == \"A\" | select id", "read trips: id, note")]
    [InlineData("from trips | where fare > 1 and upper(note) == \"A\" | select id", "read trips: id, fare, note")]
    [InlineData("from trips | where fare + 1 > 1 else false | select id", "read trips: id, fare")]
    [InlineData(
        "from trips | set note = upper(note) | where (cast(note as int64) else reject \"no\") > 1 | where id > 1",
        "read trips with origin: id, fare, day, note, doc")]
    [InlineData("from trips | derive n = row_number() over (sort id) | where fare > 1 | select n", "read trips: id, fare")]
    [InlineData("from trips | sort id | take 5 | where fare > 1 | select id", "read trips: id, fare")]
    [InlineData("from trips | where doc is not null | select id", "read trips: id, doc")]
    public void Other_filters_stay(string query, string read) => Assert.Equal(read, Plan(query, "lake.csv(\"o.csv\")").Split('\n')[0]);

    [Theory]
    [InlineData("from trips | select id, n = note", "write out: passed through from trips as binary")]
    [InlineData("from zones | where id > 1", "write out: passed through from zones as binary")]
    [InlineData("from trips | where fare > 1 | select id", "write out: passed through from trips as binary")]
    public void Rows_pass_where_columns_are_only_picked(string query, string write) =>
        Assert.Equal(write, Plan(query, "pg.table(\"o\")").Split('\n')[1]);

    [Theory]
    [InlineData("from trips | select id, doc")]
    [InlineData("from trips | select id, twice = fare * 2 else null")]
    [InlineData("from trips | where day > 2024-01-01 | select id")]
    [InlineData("from trips | where upper(note) == \"A\" | select id")]
    [InlineData("from trips | dedupe by fare keep latest id | select id")]
    [InlineData("from trips | select id | union (from zones | select id)")]
    public void Other_rows_are_the_engines(string query) => Assert.DoesNotContain("passed", Plan(query, "pg.table(\"o\")"));

    [Fact]
    public void What_is_asked_is_sql_of_the_database()
    {
        LogicalProgram program = Program(
            "from trips | where note > \"m\" and day < 2024-01-01 or fare == least | select id, day", "pg.table(\"o\")");
        EmittedStep read = Emitter.Steps(SourcePushDown.Apply(BatchPlanner.Plan(program, program.Pipelines[0])))[0];
        Assert.Equal(
            "SELECT \"id\", \"day\"\nFROM pg.table(\"trips\")\nWHERE (((((\"note\" COLLATE \"C\") COLLATE \"C\") > 'm') "
                + "AND (\"day\" < DATE '2024-01-01')) OR (\"fare\" = CAST(current_setting('flow.param_least', true) AS bigint)))",
            read.Selection?.Sql);
    }

    [Theory]
    [InlineData("from joined | where fare > 5 and other is not null | aggregate n = count()", "read trips: id where fare > 5")]
    [InlineData("from joined | where fare > 5 | select id", "read trips: id, fare")]
    [InlineData(
        "from joined | where fare > 5 | union (from joined | where fare < 2) | aggregate n = count()", "read trips: id, fare")]
    public void Filters_go_on_into_a_transform_that_one_query_reads(string query, string read)
    {
        const string Joined =
            "transform joined = from trips | join zones as z on trips.id == z.id | select id, fare, other = z.note\n";
        Assert.Equal(read, Plan(query, "lake.csv(\"o.csv\")", Joined).Split('\n')[0]);
    }

    private static string Plan(string query, string sink, string before = "")
    {
        LogicalProgram program = Program(query, sink, before);
        return PlanPrinter.Print(SourcePushDown.Apply(BatchPlanner.Plan(program, program.Pipelines[0])));
    }

    private static LogicalProgram Program(string query, string sink, string before = "") =>
        Optimizer.Optimize(
            Planner.Plan(
                Source.Bind($"{Declarations}{before}transform out = {query}\npipeline p {{ write out to {sink} {{ rejects: discard }} }}")),
            OptimizerRules.Default);
}
