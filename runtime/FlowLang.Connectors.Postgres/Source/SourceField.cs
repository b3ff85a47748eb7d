using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>A column on its way in: how it is selected, how it is stored at first, and what it is then cast to.</summary>
internal sealed record SourceField(Column Column)
{
    private bool IsDocument => IsJsonDocument(Column.Type);

    private bool IsDocumentArray =>
        Column.Type is { Kind: ColumnKind.List, Element: { } element } && !IsDocument && IsJsonDocument(element.Type);

    /// <summary>Documents travel as text, which json and jsonb share.</summary>
    public string Select => Sql.Name(Column.Name) + (IsDocument ? "::text" : IsDocumentArray ? "::text[]" : "");

    /// <summary>The type that the decoder fills.</summary>
    public ColumnType Stored =>
        IsDocument ? ColumnType.Text : IsDocumentArray ? ColumnType.List(ColumnType.Text, nullable: true) : Column.Type;

    public string View => IsDocument || IsDocumentArray
        ? $"CAST(CAST({Sql.Name(Column.Name)} AS JSON{(IsDocumentArray ? "[]" : "")}) AS {DuckDbTypes.Name(Column.Type)}) AS "
            + $"{Sql.Name(Column.Name)}"
        : Sql.Name(Column.Name);

    /// <summary>True for documents that hold what has no cast from JSON.</summary>
    public bool HoldsUnreadable => (IsDocument || IsDocumentArray) && Holds(Column.Type);

    public static ImmutableArray<SourceField> Of(ImmutableArray<Column> columns) => [.. columns.Select(c => new SourceField(c))];

    private static bool Holds(ColumnType type) =>
        type.Kind is ColumnKind.Bytes or ColumnKind.Interval || (type.Element is { } element && Holds(element.Type))
        || (!type.Fields.IsDefault && type.Fields.Any(f => Holds(f.Type)));

    private static bool IsJsonDocument(ColumnType type) =>
        type.Kind is ColumnKind.Json or ColumnKind.Struct or ColumnKind.Map
            || type is { Kind: ColumnKind.List, Element.Type.Kind: ColumnKind.List };
}
