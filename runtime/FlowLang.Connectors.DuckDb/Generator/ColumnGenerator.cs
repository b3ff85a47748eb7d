using System.Collections.Immutable;

namespace FlowLang.Connectors.DuckDb;

/// <summary>How a generator makes one column. Bounds and values are texts in the column type's canonical form.</summary>
public abstract record ColumnGenerator
{
    /// <summary>
    /// <paramref name="Start"/>, then one more each row: numbers by one, dates by a day, instants and datetimes by a second.
    /// </summary>
    public sealed record Sequence(string Start = "0") : ColumnGenerator;

    /// <summary>
    /// Evenly between the bounds, both included (floats: the upper one is not). Times are whole seconds where both bounds are.
    /// </summary>
    public sealed record Uniform(string Low, string High) : ColumnGenerator;

    /// <summary>Normally distributed, rounded to the column's scale.</summary>
    public sealed record Normal(double Mean, double Deviation) : ColumnGenerator;

    /// <summary>One of the values, each as likely.</summary>
    public sealed record Choice(ImmutableArray<string> Values) : ColumnGenerator;

    /// <summary>Null in <paramref name="Fraction"/> (0 … 1) of the rows, else the inner value.</summary>
    public sealed record Nulls(double Fraction, ColumnGenerator Inner) : ColumnGenerator;

    /// <summary>A text of random lower-case letters.</summary>
    public sealed record Letters(int Length) : ColumnGenerator;

    /// <summary>A text where <c>#</c> becomes a digit and <c>?</c> a lower-case letter.</summary>
    public sealed record Pattern(string Template) : ColumnGenerator;

    /// <summary>True in <paramref name="Probability"/> (0 … 1) of the rows.</summary>
    public sealed record Chance(double Probability) : ColumnGenerator;

    /// <summary>Always the same value.</summary>
    public sealed record Constant(string Value) : ColumnGenerator;
}
