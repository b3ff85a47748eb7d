using System.Collections.Immutable;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>A table as the catalog has it when the stream starts.</summary>
/// <param name="Identity">pg_class.relreplident: d (primary key), n (nothing), f (full), i (an index).</param>
/// <param name="Key">The columns that identify a row in a delete; empty where only the whole row does.</param>
internal sealed record CapturedTable(
    TableName Name, uint Oid, char Identity, ImmutableArray<string> Key, ImmutableArray<CapturedColumn> Columns)
{
    /// <summary>Its place among all that its slot ever had, from 0; as of <see cref="SlotTables"/>.</summary>
    public int Number { get; init; }

    /// <summary>An update that leaves a large value alone does not have it in the log.</summary>
    public bool CanLackValues => Identity != 'f' && Columns.Any(c => c.IsToasted);
}

/// <param name="Modifier">pg_attribute.atttypmod: precision, length.</param>
/// <param name="IsToasted">Large values are stored apart.</param>
internal sealed record CapturedColumn(
    string Name, long Type, int Modifier, string NativeType, bool Nullable, bool IsToasted, ValueForm Form);
