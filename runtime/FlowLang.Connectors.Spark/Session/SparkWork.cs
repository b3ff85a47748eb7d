using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>What a call is for, as its errors tell it; <paramref name="Hidden"/> are values that Spark might repeat in a message.</summary>
internal sealed record SparkWork(string Title, string? Sql, ImmutableArray<Secret> Hidden)
{
    public static SparkWork Called(string title) => new(title, null, []);

    public FlowError Mask(FlowError error) => Hidden.IsDefaultOrEmpty
        ? error
        : error with { Message = Mask(error.Message) ?? "", Why = Mask(error.Why), Help = Mask(error.Help) };

    private string? Mask(string? text) =>
        Hidden.Select(secret => secret.Reveal()).Where(value => value.Length > 0)
            .Aggregate(text, (masked, value) => masked?.Replace(value, "***", StringComparison.Ordinal));
}
