using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>What a run's queries can ask for: parameters, `now()` and the interval.</summary>
internal static class RunArguments
{
    public static ImmutableDictionary<string, SparkArgument> Of(BatchRun run)
    {
        var arguments = ImmutableDictionary.CreateBuilder<string, SparkArgument>();
        arguments.Add("now", Instant(run.StartedAt));
        foreach ((string name, string value) in run.Settings.Parameters)
        {
            // As text, which the query casts to the parameter's type.
            arguments.Add("param_" + name, new SparkArgument(ColumnType.Text, value));
        }

        if (run.Interval is { } interval)
        {
            arguments.Add("interval_start", Instant(interval.Start));
            arguments.Add("interval_end", Instant(interval.End));
        }

        return arguments.ToImmutable();
    }

    private static SparkArgument Instant(DateTimeOffset at) => new(ColumnType.Instant, at);
}
