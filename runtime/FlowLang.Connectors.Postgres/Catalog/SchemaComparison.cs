using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>What separates a live table from the columns of a program, column by column.</summary>
internal sealed record SchemaComparison(ImmutableArray<string> Differences, ImmutableArray<Column> Missing)
{
    /// <summary>As the target of a write: every row of <paramref name="columns"/> must fit unchanged, and be complete.</summary>
    public static SchemaComparison ForWriting(LiveTable live, ImmutableArray<Column> columns)
    {
        var byName = live.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        var declared = columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var differences = ImmutableArray.CreateBuilder<string>();
        foreach (Column column in columns)
        {
            if (byName.TryGetValue(column.Name, out CatalogColumn? found) && Writing(column, found) is { } difference)
            {
                differences.Add($"`{column.Name}`: {difference}");
            }
        }

        foreach (
            CatalogColumn extra in live.Columns.Where(c => !declared.Contains(c.Name) && !c.Nullable && !c.HasDefault && !c.IsGenerated))
        {
            differences.Add($"`{extra.Name}`: the table requires it (not null, no default); the program does not write it");
        }

        return new(differences.ToImmutable(), [.. columns.Where(c => !byName.ContainsKey(c.Name))]);
    }

    /// <summary>As a source: every declared column must be there with its type.</summary>
    public static ImmutableArray<string> ForReading(ImmutableArray<LiveColumn> live, ImmutableArray<Column> columns)
    {
        var byName = live.ToLookup(c => c.Name, StringComparer.Ordinal);
        return [.. columns.Select(c => Reading(c, byName[c.Name].FirstOrDefault())).OfType<string>()];
    }

    public static FlowException Failure(string what, IEnumerable<string> differences, PipelineDefinition pipeline) => new(new FlowError(
        "RT6011",
        $"{what} is not what the program was compiled for",
        string.Join("\n", differences),
        "change the program or the table; for new columns there is `on_schema_change: add_columns`, after a wanted change of a "
            + "source `flowc lock`",
        pipeline.File,
        pipeline.Line)
    {
        Kind = ErrorKind.Schema,
    });

    public static string MissingText(Column column) =>
        $"`{column.Name}`: the program has {PostgresTypes.Name(column.Type)}; the table has no such column";

    private static string? Writing(Column column, CatalogColumn found)
    {
        if (found.IsGenerated)
        {
            return "the table computes it (generated always); the program cannot write it";
        }

        if (!Fits(column.Type, found.NativeType))
        {
            return $"the program writes {PostgresTypes.Name(column.Type)}; the table has {found.NativeType}";
        }

        return column.Nullable && !found.Nullable ? "the program may write null; the table has it not null" : null;
    }

    private static bool Fits(ColumnType type, string native)
    {
        if (native == PostgresTypes.Name(type) || (type.Kind == ColumnKind.Text && native == "character varying"))
        {
            return true;
        }

        // A wider numeric holds the same values, and the wire form says its own scale.
        return type.Kind == ColumnKind.Decimal && PostgresTypes.Parse(native) is { Kind: ColumnKind.Decimal } wide
            && wide.Scale >= type.Scale && wide.Precision - wide.Scale >= type.Precision - type.Scale;
    }

    private static string? Reading(Column column, LiveColumn? found)
    {
        string wanted = PostgresTypes.Name(column.Type);
        if (found is null)
        {
            return $"`{column.Name}`: the program reads {wanted}; there is no such column";
        }

        if (!Readable(column.Type, found))
        {
            string why = found.NativeType == "numeric" ? " (numeric without precision is unbounded: cast it in a query)" : "";
            return $"`{column.Name}`: the program reads {wanted}; there is {found.NativeType}{why}";
        }

        return new SourceField(column).HoldsUnreadable
            ? $"`{column.Name}`: bytes and intervals inside of documents cannot be read; read it as json"
            : null;
    }

    private static bool Readable(ColumnType type, LiveColumn found)
    {
        bool json = found.NativeType == "json" && PostgresTypes.Name(type) == "jsonb";
        if (json || PostgresTypes.Name(type) == found.NativeType || type.Equals(found.Type))
        {
            return true;
        }

        return type.Kind == ColumnKind.Decimal && found.Type is { Kind: ColumnKind.Decimal } live
            && live.Scale <= type.Scale && live.Precision - live.Scale <= type.Precision - type.Scale;
    }
}
