using System.Collections.Immutable;

namespace FlowLang.Connectors.Postgres;

/// <summary>How a write meets the rows that are already there.</summary>
public enum WriteMode
{
    /// <summary>Adds rows; a repeated run of the same interval adds none.</summary>
    Append,

    /// <summary>Inserts, or updates the row of the same key.</summary>
    Upsert,

    /// <summary>The new rows instead of all old ones.</summary>
    Replace,

    /// <summary>The new rows instead of those of the run's interval (or of the same values of the partition columns).</summary>
    ReplacePartition,

    /// <summary>A row a version of a key (slowly changing dimension, type 2), as <see cref="HistoryOptions"/> say.</summary>
    Scd2,
}

/// <summary>What to do where the table is missing.</summary>
public enum TableCreation
{
    IfMissing,
    Never,
}

/// <summary>What to do where the table lacks columns of the program.</summary>
public enum SchemaChange
{
    Fail,
    AddColumns,
}

/// <summary>The options of a <c>write … to pg.table("…") { … }</c>.</summary>
public sealed record TableOptions
{
    public WriteMode Mode { get; init; } = WriteMode.Append;

    public TableCreation Create { get; init; } = TableCreation.IfMissing;

    public SchemaChange OnSchemaChange { get; init; } = SchemaChange.Fail;

    /// <summary>
    /// For <see cref="WriteMode.ReplacePartition"/>: the column that the run's interval bounds, or the columns whose values are replaced.
    /// </summary>
    public ImmutableArray<string> PartitionColumns { get; init; } = [];

    /// <summary>Of <see cref="WriteMode.Scd2"/>, else null.</summary>
    public HistoryOptions? History { get; init; }
}
