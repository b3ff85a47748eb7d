using System.Collections.Immutable;
using Apache.Arrow;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>Rows that Spark reads, computes or is given.</summary>
public abstract record SparkRelation
{
    /// <summary>What it is for, in errors: <c>query of clean_trips</c>.</summary>
    public string Title { get; init; } = "a query";

    /// <summary>Counted while the rows pass; told by <see cref="SparkWatch.Observed"/>.</summary>
    public ImmutableArray<SparkObservation> Observations { get; init; } = [];

    /// <summary>Values that occur in it and may not appear in an error.</summary>
    public ImmutableArray<Secret> Hidden { get; init; } = [];
}

/// <summary>Spark SQL; <c>:name</c> in it is an argument.</summary>
public sealed record SparkQuery(string Sql) : SparkRelation
{
    public ImmutableDictionary<string, SparkArgument> Arguments { get; init; } = ImmutableDictionary<string, SparkArgument>.Empty;
}

/// <summary>
/// Files or tables that Spark's own reader of <paramref name="Format"/> reads (<c>jdbc</c>, <c>parquet</c>, <c>kafka</c>).
/// <see cref="Schema"/> is in Spark's DDL.
/// </summary>
public sealed record SparkSource(string Format) : SparkRelation
{
    public ImmutableDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Options that are secrets.</summary>
    public ImmutableDictionary<string, Secret> SecretOptions { get; init; } = ImmutableDictionary<string, Secret>.Empty;

    public string? Schema { get; init; }

    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>For <c>jdbc</c>: one partition each, read in parallel.</summary>
    public ImmutableArray<string> Predicates { get; init; } = [];
}

/// <summary>Rows of this process, sent to the cluster; at least one batch, all of one schema.</summary>
public sealed record SparkBatches(ImmutableArray<RecordBatch> Batches) : SparkRelation;

/// <summary>A value for <c>:name</c>, of a scalar type; see <see cref="SparkRows"/> for the .NET types.</summary>
public sealed record SparkArgument(ColumnType Type, object? Value);

/// <summary>Aggregates in Spark SQL with their names: <c>count(*) AS rows</c>.</summary>
public sealed record SparkObservation(string Name, ImmutableArray<string> Metrics);
