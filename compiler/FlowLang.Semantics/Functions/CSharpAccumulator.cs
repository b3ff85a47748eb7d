namespace FlowLang.Semantics.Functions;

/// <summary>
/// How generated C# computes an aggregate: a struct of FlowLang.Values.Aggregates with `Add` for a value that is not null, `IsEmpty` where
/// nothing makes it null, and a result.
/// </summary>
/// <param name="Type">The struct; its default value is the empty group.</param>
public sealed record CSharpAccumulator(Func<CSharpCall, string> Type)
{
    /// <summary>Which argument says whether a row counts, for `sum_if` and its like.</summary>
    public int? Condition { get; init; }

    /// <summary>How many of the arguments are the value and what `Add` takes beside it.</summary>
    public int Values { get; init; } = 1;

    /// <summary>The result as a member or call of the struct.</summary>
    public Func<CSharpCall, string> Result { get; init; } = _ => "Result";

    /// <summary>
    /// The result as a call that is false where the aggregate failed, up to its last argument (`TryResult(`), in place of
    /// <see cref="Result"/>.
    /// </summary>
    public Func<CSharpCall, string?> Try { get; init; } = _ => null;

    /// <summary>An empty group has a value (`count`).</summary>
    public bool IsNeverNull { get; init; }

    public static CSharpAccumulator Of(string type) => new(_ => type);
}
