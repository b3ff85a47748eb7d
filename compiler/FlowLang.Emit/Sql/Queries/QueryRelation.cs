using System.Collections.Immutable;
using FlowLang.Emit.Sql.Tree;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>A relation under construction: a SELECT that the next step may still extend.</summary>
/// <param name="Select">Its columns are all of the input's, or as many as <paramref name="Columns"/>, then the hidden ones.</param>
/// <param name="Columns">The visible columns.</param>
internal sealed record QueryRelation(SqlQuery Select, ImmutableArray<string> Columns)
{
    /// <summary>The step that made it, for a name where it needs one.</summary>
    public string Step { get; init; } = "rows";

    /// <summary>Has `__file` and `__row`.</summary>
    public bool HasOrigin { get; init; }

    /// <summary>Has `__site`: rows that left are still in it, flagged.</summary>
    public bool HasSite { get; init; }

    /// <summary>Has `__input`.</summary>
    public bool HasInput { get; init; }

    /// <summary>Only passes on the rows of what it reads, or some of them, with all columns.</summary>
    public bool IsOpen => Select is SqlSelect { Columns: [], GroupKeys: null, RowLimit: null, OrderBy: [], Limit: null, From: SqlTable };

    /// <summary>The relation it is the same as, or null.</summary>
    public string? SameAs => IsOpen && Select is SqlSelect { Where: null, From: SqlTable { Alias: null } table } ? table.Name : null;

    /// <summary>The join that it is, all of whose output is columns of its tables: another join can go on with it. Else null.</summary>
    public SqlJoin? Joined =>
        Select is SqlSelect { KeepsInput: false, Where: null, GroupKeys: null, RowLimit: null, OrderBy: [], Limit: null } select
        && select.From is SqlJoin join
        && select.Columns.All(c => c.Value is SqlColumn { Relation: not null })
            ? join
            : null;

    /// <summary>
    /// Counts the rows of a source that the engine reads again as often as asked, perhaps filtered: a further condition counts what a
    /// further filter takes. Null for any other relation.
    /// </summary>
    public SqlSelect? Source { get; init; }

    /// <summary>What it should be called where it needs a name; null for its step's.</summary>
    public string? Name { get; init; }

    public static QueryRelation Of(string name, ImmutableArray<string> columns) => new(new SqlSelect(new SqlTable(name)), columns);

    /// <summary>The hidden columns it has.</summary>
    public IEnumerable<string> Hidden =>
    [
        .. HasSite ? [Flags.Site] : Array.Empty<string>(),
        .. HasInput ? [Flags.Input] : Array.Empty<string>(),
        .. HasOrigin ? [Flags.File, Flags.Row] : Array.Empty<string>(),
    ];
}
