using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Binding.Queries;

/// <summary>The row at a place of a query, and the names that lead to its columns: after a join a name can lead to two.</summary>
internal sealed class RowScope(RowType row, ImmutableArray<ScopeColumn> columns)
{
    private readonly Lazy<Dictionary<string, ImmutableArray<ScopeColumn>>> _byName = new(() =>
        columns.GroupBy(column => column.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToImmutableArray()));

    public static RowScope Empty { get; } = new(RowType.Empty, []);

    public static RowScope Unknown { get; } = new(RowType.Empty, []) { IsUnknown = true };

    public RowType Row { get; } = row;

    public ImmutableArray<ScopeColumn> Columns { get; } = columns;

    /// <summary>What an unknown column is said not to be in: the relation's name, or `this row`.</summary>
    public string? RelationName { get; init; }

    /// <summary>Columns that a join made one with another, by `alias.name`, which can't be named through their alias any more.</summary>
    public ImmutableDictionary<string, string> Merged { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Columns of the row that are there for those who name them, and are no part of what the query gives.</summary>
    public ImmutableHashSet<string> Hidden { get; init; } = [];

    /// <summary>After a mistake not all columns are known: a name that is not found is no further mistake.</summary>
    public bool IsUnknown { get; init; }

    public IEnumerable<string> Qualifiers => Columns.Select(column => column.Qualifier).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Names that can be written, alone where they are clear, else with their qualifier.</summary>
    public ImmutableArray<string> Names =>
        [.. Columns.Where(c => !Hidden.Contains(c.RowName)).DistinctBy(c => c.RowName).Select(c => IsAmbiguous(c.Name)
            ? $"{c.Qualifier}.{c.Name}" : c.Name)];

    /// <summary>The row of a relation; without a qualifier, one that a step has made.</summary>
    public static RowScope Of(RowType row, string? qualifier, IEnumerable<string>? hidden = null) =>
        new(row, [.. row.Fields.Select(f => new ScopeColumn(f.Name, qualifier, f.Name, null, f.Type))])
        {
            RelationName = qualifier,
            Hidden = hidden is null ? [] : [.. hidden],
        };

    /// <summary>The columns that a name without a qualifier can mean: none, one, or several.</summary>
    public ImmutableArray<ScopeColumn> Find(string name) =>
        _byName.Value.TryGetValue(name, out ImmutableArray<ScopeColumn> found)
            ? found.Length == 1 ? found : [.. found.DistinctBy(column => (column.RowName, column.Side))]
            : [];

    public ScopeColumn? Find(string qualifier, string name) =>
        _byName.Value.TryGetValue(name, out ImmutableArray<ScopeColumn> found)
            ? found.FirstOrDefault(column => column.Qualifier == qualifier)
            : null;

    public bool HasQualifier(string qualifier) =>
        Columns.Any(column => column.Qualifier == qualifier)
            || Merged.Keys.Any(key => key.StartsWith(qualifier + ".", StringComparison.Ordinal));

    public bool IsAmbiguous(string name) => Find(name).Length > 1;

    /// <summary>The same names over a row whose types, nullability or keys changed and whose columns did not.</summary>
    public RowScope WithRow(RowType row)
    {
        Dictionary<string, TypeRef> types = row.Fields.ToDictionary(field => field.Name, field => field.Type);
        return new RowScope(row, [.. Columns.Select(column => column with { Type = types[column.RowName] })])
        {
            RelationName = RelationName,
            Merged = Merged,
            IsUnknown = IsUnknown,
            Hidden = Hidden,
        };
    }

    /// <summary>The same names, and new columns behind.</summary>
    public RowScope With(IEnumerable<RowField> added)
    {
        ImmutableArray<RowField> fields = [.. added];
        return new RowScope(
            new RowType([.. Row.Fields, .. fields]),
            [.. Columns, .. fields.Select(f => new ScopeColumn(f.Name, null, f.Name, null, f.Type))])
        {
            RelationName = RelationName,
            Merged = Merged,
            IsUnknown = IsUnknown,
            Hidden = Hidden,
        };
    }
}
