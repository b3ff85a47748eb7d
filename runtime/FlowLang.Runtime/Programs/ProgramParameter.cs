using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>A <c>param</c> of the program. Values are texts in the type's canonical form; a null default makes it required.</summary>
public sealed record ProgramParameter(string Name, ColumnType Type, string? Default = null)
{
    /// <summary>The closed set of values; empty where any value of the type will do.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];
}
