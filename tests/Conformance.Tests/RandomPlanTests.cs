using System.Globalization;
using CsCheck;
using FlowLang.Conformance.Tests.Engine;
using FlowLang.Conformance.Tests.Random;

namespace FlowLang.Conformance.Tests;

/// <summary>Random typed queries give the same bag of rows on every engine, and optimized or not.</summary>
public sealed class RandomPlanTests
{
    // What does not bind (a decimal too wide, a constant that can't be) is made again; most must bind, else little is tested.
    private const double LeastShareThatBinds = 0.8;

    private const string Model = "duckdb";
    private const string AsWritten = "duckdb, not optimized";

    public static TheoryData<string> Others => [AsWritten, .. Engines.All.Select(e => e.Name).Where(n => n != Model)];

    [Fact]
    public void Most_random_queries_are_programs()
    {
        int all = 0;
        int bound = 0;
        RandomQuery.Steps.Sample(
            steps =>
            {
                Interlocked.Increment(ref all);
                if (Program.TryBind(RandomRows.Declared, steps) is not null)
                {
                    Interlocked.Increment(ref bound);
                }
            },
            iter: 300, threads: 1);
        Assert.True(bound >= all * LeastShareThatBinds, $"{bound} of {all} bind");
    }

    [SkippableTheory]
    [MemberData(nameof(Others))]
    public async Task A_random_query_gives_the_same_rows(string name)
    {
        await using IConformanceEngine engine = name == AsWritten ? new DuckDbEngine(optimizes: false) : Engines.Open(name);
        await using IConformanceEngine model = Engines.Open(Model);
        if (int.TryParse(Environment.GetEnvironmentVariable("FLOW_RANDOM_PLANS"), CultureInfo.InvariantCulture, out int count))
        {
            RandomSample.Any.Sample(sample => Compare(model, engine, sample), iter: count, threads: 1);
            return;
        }

        // Always the same ones, so that a change is held to what the one before it passed. New ones are for the long run, which sets the
        // variable and makes what fails small; there Spark, which takes half a second a query, has its thousand too.
        for (uint i = 0; i < (name == "spark" ? 100 : 1000); i++)
        {
            Compare(model, engine, RandomSample.Fixed(i));
        }
    }

    private static void Compare(IConformanceEngine model, IConformanceEngine engine, RandomSample sample)
    {
        if (sample.Program is null
            || (Engines.All.Any(e => e.Name == engine.Name) && Engines.RefusalsOf(engine.Name, sample.Program).Any()))
        {
            return;
        }

        List<string> expected = sample.Expected(model);
        List<string> actual = sample.Actual(engine);
        Assert.True(expected.SequenceEqual(actual, StringComparer.Ordinal),
            $"{sample}\n{model.Name}: {Difference(expected, actual)}\n{engine.Name}: {Difference(actual, expected)}");
    }

    private static string Difference(List<string> these, List<string> those)
    {
        List<string> rest = [.. those];
        return string.Join("\n  ", these.Where(t => !rest.Remove(t)).Take(5).DefaultIfEmpty("nothing more"));
    }
}
