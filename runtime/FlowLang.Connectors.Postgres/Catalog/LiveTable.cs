using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>A table as the catalog has it. <paramref name="Kind"/> is pg_class.relkind.</summary>
internal sealed record LiveTable(TableName Name, uint Oid, char Kind, ImmutableArray<CatalogColumn> Columns)
{
    public bool IsPartitioned => Kind == 'p';

    public bool CanBeWritten => Kind is 'r' or 'p';

    public ImmutableArray<LiveColumn> LiveColumns =>
        [.. Columns.Select(c => new LiveColumn(c.Name, PostgresTypes.Parse(c.NativeType), c.NativeType, c.Nullable, c.IsKey))];
}

/// <summary>A column of a table. <paramref name="HasDefault"/>: a row without it is complete (default, identity, generated).</summary>
internal sealed record CatalogColumn(string Name, string NativeType, bool Nullable, bool IsKey, bool HasDefault, bool IsGenerated);
