using System.Collections.Immutable;

namespace FlowLang.Emit.Sql.Tree;

/// <summary>Something that yields rows.</summary>
public abstract record SqlQuery;

/// <summary>One SELECT. What is null or empty is not written.</summary>
public sealed record SqlSelect(SqlFrom? From) : SqlQuery
{
    /// <summary>Empty for all columns of <see cref="From"/>.</summary>
    public ImmutableArray<SqlOutput> Columns { get; init; } = [];

    /// <summary>With <see cref="Columns"/>: all columns of <see cref="From"/> stand before them.</summary>
    public bool KeepsInput { get; init; }

    public SqlExpression? Where { get; init; }

    /// <summary>How many of the first columns are group keys; null where nothing is grouped.</summary>
    public int? GroupKeys { get; init; }

    /// <summary>Keeps rows by their number within a window.</summary>
    public SqlRowLimit? RowLimit { get; init; }

    public ImmutableArray<SqlSortKey> OrderBy { get; init; } = [];

    public long? Limit { get; init; }

    /// <summary>Its values are read several times, and should be computed once.</summary>
    public bool IsReadOften { get; init; }
}

/// <param name="Name">The column's name in the result.</param>
public sealed record SqlOutput(SqlExpression Value, string Name);

public sealed record SqlSortKey(SqlExpression Value, bool Descending);

/// <summary>The first <paramref name="Count"/> rows by <paramref name="OrderBy"/> of each <paramref name="PartitionBy"/>.</summary>
public sealed record SqlRowLimit(long Count, ImmutableArray<SqlExpression> PartitionBy, ImmutableArray<SqlSortKey> OrderBy);

/// <summary>`UNION ALL`, `UNION`, `EXCEPT`, `INTERSECT`.</summary>
public sealed record SqlSetOperation(string Operator, SqlQuery Left, SqlQuery Right) : SqlQuery;

/// <summary>Rows of constants.</summary>
public sealed record SqlValues(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<SqlExpression>> Rows) : SqlQuery;

/// <summary>A query with named parts, each of which can read the ones before it.</summary>
public sealed record SqlWith(ImmutableArray<SqlPart> Parts, SqlQuery Body) : SqlQuery;

/// <param name="Comment">What it is, for a reader; null for none.</param>
public sealed record SqlPart(string Name, SqlQuery Query, string? Comment);

/// <summary>A query that the program wrote itself, as it stands.</summary>
public sealed record SqlVerbatim(string Text) : SqlQuery;

/// <summary>Where rows come from; a join of joins goes on with <see cref="Tables"/> tables.</summary>
public abstract record SqlFrom
{
    public virtual int Tables => 1;
}

public sealed record SqlTable(string Name, string? Alias = null) : SqlFrom;

/// <param name="Kind">`INNER JOIN`, `LEFT JOIN` …</param>
public sealed record SqlJoin(string Kind, SqlFrom Left, SqlTable Right, SqlExpression On) : SqlFrom
{
    public override int Tables => Left.Tables + 1;
}

/// <summary>Left rows with a partner on the right, or (anti) without one.</summary>
public sealed record SqlSemiJoin(bool IsAnti, SqlFrom Left, SqlTable Right, SqlExpression On) : SqlFrom
{
    public override int Tables => Left.Tables + 1;
}
