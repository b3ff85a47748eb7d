using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>What becomes of rows that are there already.</summary>
public enum SparkWriteMode
{
    Append,
    Overwrite,
    ErrorIfExists,
    Ignore,
}

/// <summary>
/// A write by Spark's own writer of <paramref name="Format"/>: into <see cref="Path"/>, a <see cref="Table"/> of the catalog, or what the
/// options say (<c>jdbc</c>: url and dbtable).
/// </summary>
public sealed record SparkWrite(string Format, SparkWriteMode Mode)
{
    public string? Path { get; init; }

    public string? Table { get; init; }

    public ImmutableArray<string> PartitionBy { get; init; } = [];

    public ImmutableDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Options that are secrets.</summary>
    public ImmutableDictionary<string, Secret> SecretOptions { get; init; } = ImmutableDictionary<string, Secret>.Empty;
}
