using FlowLang.Runtime;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using static FlowLang.Compiler.Tests.Emit.Tree;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>Kept, rejected and filtered rows come from one evaluation, and nothing is lost between them.</summary>
public sealed class FlaggedStepTests
{
    private const string Setup = "CREATE TABLE raw AS SELECT * FROM (VALUES (1, '10'), (2, 'x'), (3, '7'), (4, '30')) AS t(id, amount)";
    private static readonly SourceSymbol Raw = Source("raw", Row(("id", Int4), ("amount", Text)));
    private static readonly BoundExpression Id = Column("id", Int4);
    private static readonly BoundExpression Amount = Column("amount", Text);

    [Fact]
    public async Task Kept_rejected_and_filtered_rows_are_all_that_was_read()
    {
        BoundQuery query =
            Query(Raw).Derive(As("n", ElseReject(ToInt(Amount), "no number"))).Where(Greater(Column("n", Int), Number(8))).Build();
        EngineRun run = await EngineRun.RunAsync(Program([], ("out", query)), Setup);

        Assert.Null(run.Failure);
        Assert.Equal(["1|10|10", "4|30|30"], run.Written("out"));
        Assert.Equal(["out: derive|no number|{\"id\":2,\"amount\":\"x\"}"], run.Written("rejects"));
        WriteReport report = run.Write("out");
        Assert.Equal((4, 2, 1, 1), (report.Read, report.Written, report.Rejected, report.Filtered));
    }

    [Fact]
    public async Task A_later_filter_does_not_hide_an_earlier_reject()
    {
        BoundQuery query = Query(Raw).Derive(As("n", ElseReject(ToInt(Amount), "no number"))).Where(Greater(Id, Number(3))).Build();
        EngineRun run = await EngineRun.RunAsync(Program([], ("out", query)), Setup);

        Assert.Equal(["4|30|30"], run.Written("out"));
        Assert.Single(run.Written("rejects"));
    }

    [Fact]
    public async Task An_earlier_filter_keeps_a_row_from_failing()
    {
        BoundQuery query = Query(Raw).Where(Greater(Id, Number(2))).Derive(As("n", ToInt(Amount))).Build();
        EngineRun run = await EngineRun.RunAsync(Program([], ("out", query)), Setup);

        Assert.Null(run.Failure);
        Assert.Equal(["3|7|7", "4|30|30"], run.Written("out"));
    }

    [Fact]
    public async Task An_unhandled_failure_fails_the_run_even_when_the_column_is_not_read()
    {
        BoundQuery query = Query(Raw).Derive(As("n", ToInt(Amount))).Select(As("id", Id)).Build();
        EngineRun run = await EngineRun.RunAsync(Program([], ("out", query)), Setup);

        FlowException failure = Assert.IsType<FlowException>(run.Failure);
        Assert.Contains("is not an int64", $"{failure.Error.Message} {failure.Error.Why}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Else_null_and_else_value_take_the_failure()
    {
        BoundQuery query = Query(Raw).Derive(As("n", ElseNull(ToInt(Amount))), As("m", Else(ToInt(Amount), Number(-1)))).Build();
        EngineRun run = await EngineRun.RunAsync(Program([], ("out", query)), Setup);

        Assert.Equal(["1|10|10|10", "2|x|-|-1", "3|7|7|7", "4|30|30|30"], run.Written("out"));
    }

    [Fact]
    public async Task And_and_or_do_not_reach_what_they_need_not()
    {
        BoundExpression number = Greater(ToInt(Amount), Number(8));
        BoundExpression notSecond = Binary(BoundOperator.NotEqual, Id, Number(2), Bool);
        BoundExpression second = Binary(BoundOperator.Equal, Id, Number(2), Bool);
        EngineRun and = await EngineRun.RunAsync(Program([], ("out", Query(Raw).Where(And(notSecond, number)).Build())), Setup);
        EngineRun or = await EngineRun.RunAsync(Program([], ("out", Query(Raw).Where(Or(second, number)).Build())), Setup);
        EngineRun reached = await EngineRun.RunAsync(Program([], ("out", Query(Raw).Where(And(number, notSecond)).Build())), Setup);

        Assert.Equal(["1|10", "4|30"], and.Written("out"));
        Assert.Equal(["1|10", "2|x", "4|30"], or.Written("out"));
        Assert.NotNull(reached.Failure);
    }

    [Fact]
    public async Task Case_fails_only_in_the_arm_that_is_taken()
    {
        BoundExpression second = Binary(BoundOperator.Equal, Id, Number(2), Bool);
        BoundCase choice = new([new BoundCaseArm(second, Number(0))], ElseReject(ToInt(Amount), "no number"), Int, Span("case"));
        EngineRun run = await EngineRun.RunAsync(Program([], ("out", Query(Raw).Derive(As("n", choice)).Build())), Setup);

        Assert.Equal(["1|10|10", "2|x|0", "3|7|7", "4|30|30"], run.Written("out"));
        Assert.Equal(0, run.Write("out").Rejected);
    }

    [Fact]
    public async Task Handlers_nest_the_inner_reject_stands_before_the_outer_fallback()
    {
        BoundExpression big = Add(ElseReject(ToInt(Amount), "no number"), Number(long.MaxValue - 20));
        EngineRun run = await EngineRun.RunAsync(Program([], ("out", Query(Raw).Derive(As("n", Else(big, Number(0)))).Build())), Setup);

        Assert.Equal($"1|10|{long.MaxValue - 10}", run.Written("out")[0]);
        Assert.Contains("4|30|0", run.Written("out"));
        Assert.Single(run.Written("rejects"));
    }

    [Fact]
    public async Task Coalesce_reaches_its_right_side_only_for_null()
    {
        BoundExpression nullable = new BoundColumn("amount", null, Text.OrNull, Span("amount"));
        BoundExpression fallback = Binary(BoundOperator.Coalesce, ElseNull(ToInt(nullable)), ToInt(Word("y")), Int);
        EngineRun run = await EngineRun.RunAsync(
            Program([], ("out", Query(Raw).Where(Greater(Id, Number(2))).Derive(As("n", fallback)).Build())), Setup);
        EngineRun reached = await EngineRun.RunAsync(Program([], ("out", Query(Raw).Derive(As("n", fallback)).Build())), Setup);

        Assert.Equal(["3|7|7", "4|30|30"], run.Written("out"));
        Assert.NotNull(reached.Failure);
    }

    [Fact]
    public async Task Rejects_are_split_off_before_a_dedupe()
    {
        BoundQuery query =
            Query(Raw).Derive(As("n", ElseReject(ToInt(Amount), "no number"))).Dedupe("amount", "id").Where(Greater(Id, Number(1))).Build();
        EngineRun run = await EngineRun.RunAsync(Program([], ("out", query)), Setup);

        Assert.Equal(["3|7|7", "4|30|30"], run.Written("out"));
        Assert.Equal(["out: derive|no number|{\"id\":2,\"amount\":\"x\"}"], run.Written("rejects"));
        Assert.Equal((3, 2, 1), (run.Write("out").Read, run.Write("out").Written, run.Write("out").Filtered));
    }

    [Fact]
    public async Task Text_sources_convert_every_column_and_say_which_record_is_bad()
    {
        SourceSymbol csv = Source("csv", Row(("id", Int4), ("amount", Int.OrNull)), readsText: true, rejectsBad: true);
        const string setup = """
            CREATE TABLE csv AS SELECT * FROM (VALUES
                ('1', '10', 'a.csv', 1::BIGINT, NULL), ('x', '1', 'a.csv', 2, NULL), ('3', NULL, 'a.csv', 3, NULL),
                (NULL, '4', 'a.csv', 4, NULL),
                ('5', '1.5', 'a.csv', 5, NULL), (NULL, NULL, 'a.csv', 6, '1 field instead of 2')) AS t(id, amount, __file, __row, __bad)
            """;
        EngineRun run = await EngineRun.RunAsync(Program([], ("out", Query(csv).Select(As("id", Id)).Build())), setup);

        Assert.Equal(["1", "3"], run.Written("out"));
        Assert.Equal(4, run.Write("out").Rejected);
        Assert.Contains(run.Written("rejects"), r => r.Contains("`id` is not an int32", StringComparison.Ordinal));
        Assert.Contains(run.Written("rejects"), r => r.Contains("`id` is missing", StringComparison.Ordinal));
        Assert.Contains(run.Written("rejects"), r => r.Contains("`amount` is not an int64", StringComparison.Ordinal));
        Assert.Contains(run.Written("rejects"), r => r.Contains("1 field instead of 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_expectation_rejects_after_the_steps_before_it()
    {
        BoundQuery query = Query(Raw)
            .Derive(As("n", Else(ToInt(Amount), Number(0)))).Require(Greater(Column("n", Int), Number(7)), "n is above 7").Build();
        EngineRun run = await EngineRun.RunAsync(Program([], ("out", query)), Setup);

        Assert.Equal(["1|10|10", "4|30|30"], run.Written("out"));
        Assert.Equal(2, run.Write("out").Rejected);
    }
}
