using System.Collections.Immutable;
using FlowLang.Emit;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Bound;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>`test` blocks: given rows instead of sources and transforms, expected rows compared as a bag.</summary>
public sealed class TestBlockTests
{
    private const string Declarations = """
        connection lake: files { root: "data" }
        source trips: { id: int64 @key, zone: int32, fare: decimal(8, 2), tip: decimal(8, 2)?, word: text } from lake.csv("trips.csv")
        source zones: { zone: int32 @key, name: text } from lake.csv("zones.csv")
        transform cheap = from trips | where fare < 10.00
        transform named = from cheap as t | join zones as z on t.zone == z.zone | select id, name, tip
        expect on named { volume(min: 100) }

        """;

    [Theory]
    [InlineData("expect [ { id: 1, name: \"one\" }, { id: 2, name: \"one\", tip: null } ]", 0, null)]
    [InlineData("expect [ { name: \"one\" }, { name: \"one\" } ]", 0, null)]
    [InlineData("expect [ { name: \"one\" } ]", 1, "unexpected")]
    [InlineData("expect [ { id: 1 }, { id: 2 }, { id: 3 } ]", 1, "missing {\"id\":3}")]
    [InlineData("expect [ { id: 2 }, { name: \"two\" } ]", 2, "missing {\"name\":\"two\"}")]
    [InlineData("expect []", 2, "unexpected {\"id\":1")]
    public async Task Expected_rows_are_compared_as_a_bag(string expect, long violations, string? sample)
    {
        const string given = """
            given trips [ { id: 1, zone: 1, fare: 9.00, tip: 1.00 }, { id: 2, zone: 1, fare: 8.00 }, { id: 3, zone: 1, fare: 80.00 } ]
            given zones [ { zone: 1, name: "one" } ]
            """;
        (long found, string? text) = await RunAsync($"{given}\n{expect}");

        Assert.Equal(violations, found);
        Assert.Contains(sample ?? "", text ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_given_transform_stands_in_place_of_its_query_and_what_is_not_given_is_empty()
    {
        const string given = "given cheap [ { id: 7, zone: 1, fare: 100.00 } ]";

        Assert.Equal(0, (await RunAsync($"{given} given zones [ {{ zone: 1, name: \"one\" }} ] expect [ {{ id: 7 }} ]")).Violations);
        Assert.Equal(0, (await RunAsync($"{given} expect []")).Violations);
    }

    private static async Task<(long Violations, string? Sample)> RunAsync(string items)
    {
        BoundProgram bound = Source.Bind($"{Declarations}test \"t\" for named {{ {items} }}");
        LogicalProgram plan = Optimizer.Optimize(Planner.Plan(bound), OptimizerRules.Default);
        ImmutableArray<EmittedStep> steps = PipelineSteps.Of(TestPlanner.Plan(plan, bound.Tests[0], "t"), DuckDbDialect.Instance);
        EngineRun run = await EngineRun.RunAsync(steps, "SELECT 1");
        Assert.True(run.Failure is null || run.Report.Expectations.Count > 0, $"{run.Failure}");
        var result = Assert.Single(run.Report.Expectations);
        return (result.Violations, result.Sample);
    }
}
