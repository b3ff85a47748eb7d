using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions;

/// <summary>
/// A function of the language: one declaration, in one file, that the binder, the emitters, the documentation, completion and the
/// conformance suite read. <see cref="FunctionCatalogue"/> lists every declaration.
/// </summary>
public abstract class FlowFunction
{
    public abstract string Name { get; }

    /// <summary>The chapter it stands in: `math`, `text`, `time` …</summary>
    public abstract string Category { get; }

    /// <summary>One sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>What the summary leaves open: limits, failures, rounding. Empty for most.</summary>
    public virtual string Remarks => "";

    public abstract ImmutableArray<Overload> Overloads { get; }

    /// <summary>Its only value failure is overflow (`abs`), which needs no handler: without one it means `fail` (language §3).</summary>
    public virtual bool FailsByOverflowOnly => false;

    /// <summary>Expressions and what they give, run by the conformance suite on every engine.</summary>
    public abstract ImmutableArray<Example> Examples { get; }

    /// <summary>What types alone can't say about a call: a pattern that is not valid,
    /// an unknown zone. Arguments are in parameter order.</summary>
    public virtual Diagnostic? Check(ImmutableArray<BoundExpression> arguments) => null;
}

/// <param name="Expression">A FlowLang expression.</param>
/// <param name="Result">A FlowLang literal; `fails` where it is a value failure.</param>
/// <param name="Column">For aggregates: the values of column `x` (FlowLang literals, by comma) that the expression runs over.</param>
public sealed record Example(string Expression, string Result, string? Column = null);

/// <summary>A function of one row.</summary>
public abstract class ScalarFunction : FlowFunction
{
    /// <summary>DuckDB's form.</summary>
    public abstract SqlMapping DuckDb { get; }

    /// <summary>PostgreSQL's form; null where it can't do the same (FL5020).</summary>
    public virtual SqlMapping? Postgres => null;

    /// <summary>Spark's form; null where it can't do the same (FL5020).</summary>
    public virtual SqlMapping? Spark => null;

    /// <summary>The form in generated C#; null where there is none.</summary>
    public virtual CSharpMapping? CSharp => null;

    /// <summary>False for `now()`: the same within a run, so not folded at compile time.</summary>
    public virtual bool IsConstant => true;
}

/// <summary>A function over the rows of a group.</summary>
public abstract class AggregateFunction : FlowFunction
{
    public abstract SqlMapping DuckDb { get; }

    /// <inheritdoc cref="ScalarFunction.Postgres"/>
    public virtual SqlMapping? Postgres => null;

    /// <inheritdoc cref="ScalarFunction.Spark"/>
    public virtual SqlMapping? Spark => null;

    /// <summary>The accumulator of generated C#; null where there is none.</summary>
    public virtual CSharpAccumulator? CSharp => null;

    /// <summary>Needs its own `sort` (`string_agg`, `first`).</summary>
    public virtual bool NeedsSort => false;
}

/// <summary>A function over a partition's rows in order.</summary>
public abstract class AnalyticFunction : FlowFunction
{
    public abstract SqlMapping DuckDb { get; }

    /// <inheritdoc cref="ScalarFunction.Postgres"/>
    public virtual SqlMapping? Postgres => null;

    /// <inheritdoc cref="ScalarFunction.Spark"/>
    public virtual SqlMapping? Spark => null;

    /// <summary>
    /// The form in generated C#, for row `at` of a partition's `count` rows: `peer` is the first row with the same sort keys, `rank` its
    /// place among the different ones, `first` to `last` the frame. The first argument is the name of an array with its value for each row,
    /// the others are those of row `at`.
    /// </summary>
    public virtual CSharpMapping? CSharp => null;

    public virtual bool TakesFrame => false;
}
