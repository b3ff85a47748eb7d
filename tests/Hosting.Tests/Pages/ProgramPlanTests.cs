using System.Text;
using FlowLang.Hosting.Pages.Plans;

namespace FlowLang.Hosting.Tests.Pages;

/// <summary>A program's manifest as pages read it: a place at a time, whatever its size and order.</summary>
public sealed class ProgramPlanTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_500)]
    [InlineData(300_000)]
    public void A_pipeline_is_found_whatever_lies_before_it(int length)
    {
        string filler = new string('é', length / 2) + new string('x', length % 2);
        ProgramPlan plan = Read($$"""
            { "format": 1, "other": { "name": "p" }, "sources": [{ "name": "p", "declared": "a.flow:1" }, { "note": "{{filler}}" }],
              "pipelines": [
                { "name": "q", "code": "{{filler}}.cs", "steps": [{ "kind": "read", "relation": "name", "declared": "" }] },
                { "steps": [], "inner": { "name": "r" }, "code": "p.cs", "lineage": [], "name": "p" } ] }
            """);

        Assert.Equal("p.cs", plan.Pipeline("p")?.Code);
        Assert.Equal(filler + ".cs", plan.Pipeline("q")?.Code);
        Assert.Equal("name", Assert.Single(plan.Pipeline("q")?.Steps ?? []).Relation);
        Assert.Equal("p", plan.Source("p")?.Name);
        Assert.Null(plan.Source("q"));
        Assert.Null(plan.Pipeline("r"));
        Assert.Null(plan.Pipeline("name"));
    }

    [Fact]
    public void The_first_of_a_name_counts()
    {
        ProgramPlan plan = Read("""{ "pipelines": [{ "name": "p", "code": "1.cs" }, { "name": "p", "code": "2.cs" }] }""");

        Assert.Equal("1.cs", plan.Pipeline("p")?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("""{ "pipelines": 7, "sources": { "name": "p" } }""")]
    [InlineData("""{ "pipelines": [{ "name": "p" }], "sources": [""")]
    public void What_is_no_manifest_is_a_plan_of_nothing(string text)
    {
        ProgramPlan plan = Read(text);

        Assert.Null(plan.Pipeline("p"));
        Assert.Null(plan.Source("p"));
    }

    private static ProgramPlan Read(string manifest) => ProgramPlan.Read(() => new MemoryStream(Encoding.UTF8.GetBytes(manifest)));
}
