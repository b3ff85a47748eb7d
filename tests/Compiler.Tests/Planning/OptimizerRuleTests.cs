using FlowLang.Compiler.Tests.Emit;
using FlowLang.Planning;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Bound;

namespace FlowLang.Compiler.Tests.Planning;

/// <summary>Each rule by a plan before and a plan after.</summary>
public sealed class OptimizerRuleTests
{
    private const string Declarations = """
        connection pg: postgres { database: "d" }
        source trips: { id: int64 @key, fare: int64, note: text?, word: text } from pg.table("trips")
        source zones: { zone: int64 @key, size: int64 } from pg.table("zones")

        """;

    [Theory]
    [InlineData("from trips | where 1 == 1 | select id", "project id\n└ scan")]
    [InlineData("from trips | where 1 == 2 or fare > 1", "filter fare > 1\n└ scan")]
    [InlineData("from trips | where true and fare > 1", "filter fare > 1\n└ scan")]
    [InlineData(
        "from trips | select id, x = case { when false -> 1, when fare > 1 -> 2, else -> 3 }",
        "project id, x = case { when fare > 1 -> 2, else -> 3 }\n└ scan")]
    public void Conditions_known_early_are_decided(string query, string after) =>
        Check(query, after, new FoldConstants(), new RemoveTrueFilters());

    [Theory]
    [InlineData("fare > 24 * 60 - 40", "filter fare > 1400")]
    [InlineData("fare > 2 * 3 * 4", "filter fare > 24")]
    [InlineData("fare > -(1 + 2)", "filter fare > -3")]
    [InlineData("fare > 9223372036854775807 + 1 - 1", "filter fare > ((9223372036854775807 + 1) - 1)")]
    [InlineData("fare > 7 div 2", "filter fare > (7 div 2):int64")]
    [InlineData("fare > 1.25 * 0.10 + 2.5", "filter fare:decimal(23, 4) > 2.6250")]
    [InlineData("word == \"a\" ++ \"b\"", "filter word == \"ab\"")]
    [InlineData("fare > 1 and 1.50 == 1.5 and 2 < 10", "filter fare > 1")]
    [InlineData("fare > 1 or 0.1 + 0.2 > 0.3", "filter fare > 1")]
    [InlineData("fare > 1 and 2024-02-29 < 2024-03-01", "filter fare > 1")]
    public void Constants_are_put_together_where_nothing_can_fail(string condition, string after) =>
        Check($"from trips | where {condition}", after + "\n└ scan", new FoldConstants(), new RemoveTrueFilters());

    [Fact]
    public void What_is_never_reached_goes_with_its_failure_and_what_is_reached_stays()
    {
        Check("from trips | where false and (cast(word as int64) else fail) > 1", "filter false\n└ scan", new FoldConstants());
        Check(
            "from trips | where (cast(word as int64) else fail) > 1 and false",
            "filter ((cast(word as int64) else fail) > 1) and false\n└ scan",
            new FoldConstants());
    }

    [Fact]
    public void Filters_merge_below_a_group_and_nowhere_else()
    {
        Check("from trips | where fare > 1 | where id > 2", "filter id > 2\n└ filter fare > 1\n  └ scan", new MergeFilters());
        Check(
            "from trips | where fare > 1 | where id > 2 | aggregate n = count()",
            "aggregate n = count()\n└ filter (fare > 1) and (id > 2)\n  └ scan",
            new MergeFilters());
    }

    [Fact]
    public void Filters_that_can_fail_never_merge() => Check(
        "from trips | where fare > 1 | where (cast(word as int64) else reject \"no\") > 2 | aggregate n = count()",
        "aggregate n = count()\n└ filter (cast(word as int64) else reject \"no\") > 2\n  └ filter fare > 1\n    └ scan",
        new MergeFilters());

    [Theory]
    [InlineData("join", "fare > 1", "inner join on id == z.zone\n├ filter fare > 1\n│ └ scan\n└ scan")]
    [InlineData("join", "size > 1", "inner join on id == z.zone\n├ scan\n└ filter size > 1\n  └ scan")]
    [InlineData("join", "fare > size", "filter fare > size\n└ inner join on id == z.zone\n  ├ scan\n  └ scan")]
    [InlineData("left join", "fare > 1", "left join on id == z.zone\n├ filter fare > 1\n│ └ scan\n└ scan")]
    [InlineData("left join", "size > 1", "filter size > 1\n└ left join on id == z.zone\n  ├ scan\n  └ scan")]
    [InlineData("full join", "fare > 1", "filter fare > 1\n└ full join on id == z.zone\n  ├ scan\n  └ scan")]
    public void A_filter_goes_to_the_side_of_a_join_that_it_reads(string kind, string condition, string after) => Check(
        $"from trips | {kind} zones as z on id == z.zone | where {condition} | aggregate n = count()",
        "aggregate n = count()\n└ " + after.Replace("\n", "\n  ", StringComparison.Ordinal), new PushFilters());

    [Fact]
    public void Each_part_of_a_filter_goes_as_far_as_it_can() => Check(
        "from trips | rename key = id | join zones as z on key == z.zone | where key > 1 and size > 2 and fare < size "
            + "| aggregate n = count()",
        """
        aggregate n = count()
        └ filter fare < size
          └ inner join on key == z.zone
            ├ project key = id, fare, note, word
            │ └ filter id > 1
            │   └ scan
            └ filter size > 2
              └ scan
        """,
        new PushFilters());

    [Fact]
    public void A_filter_by_a_key_goes_below_the_group() => Check(
        "from trips | aggregate n = count() by key = fare | where key > 1 and n > 2 | aggregate m = count()",
        "aggregate m = count()\n└ filter n > 2\n  └ aggregate n = count() by key = fare\n    └ filter fare > 1\n      └ scan",
        new PushFilters());

    [Theory]
    [InlineData("from trips | join zones as z on id == z.zone | where fare > 1")]
    [InlineData("from trips | join zones as z on id == z.zone | where (cast(word as int64) else fail) > 1 | aggregate n = count()")]
    [InlineData("from trips | derive n = cast(word as int64) else fail | where fare > 1 | aggregate m = count()")]
    [InlineData("from trips | aggregate n = sum(fare) by id | where id > 1 | aggregate m = count()")]
    [InlineData("from trips | derive r = row_number() over (sort id) | where fare > 1 | aggregate n = count()")]
    public void A_filter_stays_where_its_rows_are_counted_or_rows_can_leave(string query) =>
        Assert.Equal(After(query), After(query, new PushFilters()));

    [Fact]
    public void Explain_is_told_which_rules_made_another_plan()
    {
        BoundProgram bound = Source.Bind($$"""
            {{Declarations}}
            transform joined = from trips | join zones as z on id == z.zone | where fare > 1 | aggregate n = count() by note
            pipeline p { write (from joined | where true) to console { rejects: discard } }
            """);

        IEnumerable<string> fired =
            RuleTrace.Of(Planner.Plan(bound), "p", OptimizerRules.Default).Select(use => $"{use.Query}: {use.Rule.Name}");

        Assert.Equal(["write query: RemoveTrueFilters", "joined: PushFilters", "joined: PruneColumns"], fired);
    }

    [Fact]
    public void Projections_that_pick_columns_join_their_neighbours()
    {
        Check(
            "from trips | rename key = id | select key, double = fare * 2 else null",
            "project key = id, double = (fare * 2 else null)\n└ scan", new MergeProjections());
        Check("from trips | derive text = word ++ \"!\" | select text", "project text = word ++ \"!\"\n└ scan", new MergeProjections());
    }

    [Fact]
    public void A_projection_that_picks_columns_does_not_lose_one_that_can_fail() => Check(
        "from trips | derive n = cast(word as int64) else reject \"no\" | select id",
        "project id\n└ project id, fare, note, word, n = (cast(word as int64) else reject \"no\")\n  └ scan",
        new MergeProjections());

    [Fact]
    public void The_input_row_that_a_reject_reports_keeps_its_names() => Check(
        "from trips | rename key = id | derive n = cast(word as int64) else reject \"no\"",
        "project key, fare, note, word, n = (cast(word as int64) else reject \"no\")\n└ project key = id, fare, note, word\n  └ scan",
        new MergeProjections());

    [Fact]
    public void Columns_that_nobody_reads_are_not_computed() => Check(
        "from trips | derive text = word ++ \"!\", other = fare | select id | where id > 1",
        "filter id > 1\n└ project id\n  └ project id\n    └ scan id",
        new PruneColumns());

    [Theory]
    [InlineData("cast(word as int64) else reject \"no\"")]
    [InlineData("cast(word as int64) else fail")]
    [InlineData("fare * 2")]
    public void A_column_that_can_fail_is_computed_though_nobody_reads_it(string value)
    {
        string plan = After($"from trips | derive n = {value} | select id", new PruneColumns());

        Assert.Contains("n = ", plan, StringComparison.Ordinal);
        Assert.Contains("scan id, fare, note, word", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Aggregates_that_nobody_reads_go_unless_they_can_fail()
    {
        string plan = After("from trips | aggregate n = count(), least = min(fare) by note | select note, n", new PruneColumns());
        string failing = After("from trips | aggregate n = count(), total = sum(fare) by note | select note, n", new PruneColumns());

        Assert.DoesNotContain("min(fare)", plan, StringComparison.Ordinal);
        Assert.Contains("sum(fare)", failing, StringComparison.Ordinal);
    }

    [Fact]
    public void A_projection_of_everything_as_it_is_goes() =>
        Check("from trips | select id, fare, note, word | where id > 1", "filter id > 1\n└ scan", new RemoveTrivialProjections());

    private static void Check(string query, string expected, params OptimizerRule[] rules) =>
        Assert.Equal(expected, Short(After(query, rules), keepColumns: rules is [PruneColumns]));

    private static string After(string query, params OptimizerRule[] rules)
    {
        BoundProgram bound =
            Source.Bind($"{Declarations}transform result = {query}\npipeline p {{ write result to console {{ rejects: discard }} }}");
        LogicalNode root = Optimizer.Optimize(Planner.Plan(bound).Transforms[0].Root, [.. rules]);
        return Short(PlanPrinter.Print(root).TrimEnd('\n'), keepColumns: true);
    }

    // Scans without their types and, for most tests, without their columns.
    private static string Short(string plan, bool keepColumns) => string.Join('\n', plan.Split('\n').Select(line =>
    {
        int scan = line.IndexOf("scan trips: ", StringComparison.Ordinal);
        if (scan < 0)
        {
            int at = line.IndexOf("scan ", StringComparison.Ordinal);
            return at < 0 || keepColumns ? line : line[..(at + 4)];
        }

        return line[..(scan + 5)] + string.Join(", ", line[(scan + 12)..].Split(", ").Select(c => c.Split(' ')[0]));
    }));
}
