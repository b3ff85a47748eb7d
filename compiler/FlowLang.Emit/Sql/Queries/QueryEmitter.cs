using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>
/// Writes a plan as one query with named parts. In a flagged segment no row is dropped: each step adds to `__site` which rows leave at it,
/// so that kept, rejected and filtered rows come from one evaluation, and an earlier step's failure stands before a later step's filter.
/// </summary>
/// <param name="dialect">The engine.</param>
/// <param name="name">What the query computes: the transform's or write's name.</param>
/// <param name="keepsOrigin">Which staged relations have file and row number.</param>
internal sealed partial class QueryEmitter(SqlDialect dialect, string name, Func<string, bool> keepsOrigin)
{
    private readonly List<SqlPart> _parts = [];
    private readonly NameScope _names = new();
    private readonly List<FailureSite> _sites = [];
    private readonly List<EmittedCount> _counts = [];
    private readonly HashSet<string> _reserved = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, bool> _originsKept = keepsOrigin;
    private string _context = name;

    /// <summary>The query with flags for all rows that leave in its last segment.</summary>
    public EmittedQuery Flagged(LogicalNode query, ImmutableArray<BoundSortKey> orderBy = default) =>
        Finish(
            query, flagged: Segments.Chain(query).Any(
                n => n.HasSites || n is FilterNode), keepsOrigin: false, orderBy.IsDefault ? [] : orderBy);

    /// <summary>The query of a stage: flagged where rows can fail or be rejected.</summary>
    public EmittedQuery Staged(LogicalNode query, bool keepsOrigin) =>
        Finish(query, Segments.HasPendingSites(query), keepsOrigin, [], isKept: true);

    /// <param name="query">What it computes.</param>
    /// <param name="flagged">Rows that leave come along.</param>
    /// <param name="keepsOrigin">Kept rows have file and row number as columns.</param>
    /// <param name="orderBy">Of a write.</param>
    /// <param name="isKept">The rows are kept in a table: those that stay need no file there.</param>
    private EmittedQuery Finish(
        LogicalNode query, bool flagged, bool keepsOrigin, ImmutableArray<BoundSortKey> orderBy, bool isKept = false)
    {
        ReserveRelations(query);
        QueryRelation relation = Emit(query, flagged, needsOrigin: flagged || keepsOrigin);
        ImmutableArray<RowField> columns = query.Row.Fields;
        if (keepsOrigin && relation.HasOrigin)
        {
            columns = [.. columns, Origin(Flags.OriginFile, TextType.Instance), Origin(Flags.OriginRow, IntegerType.Int64)];
        }

        SqlSelect last = Last(relation, columns, orderBy, isKept);
        SqlQuery whole = _parts.Count == 0 ? last : new SqlWith([.. _parts], last);
        string? rowsFrom = flagged || IsPlain(query) ? Segments.RowsFrom(query) : null;
        return new EmittedQuery(dialect.Print(whole), columns, [.. _sites], rowsFrom) { Counts = [.. _counts] };
    }

    private static RowField Origin(string name, FlowType type) => new(name, new TypeRef(type, Nullable: true));

    // Without flags the rows are the relation's where nothing filters.
    private static bool IsPlain(LogicalNode query) => !Segments.Chain(query).Any(n => n is FilterNode);

    private SqlSelect Last(QueryRelation relation, ImmutableArray<RowField> columns, ImmutableArray<BoundSortKey> orderBy, bool isKept)
    {
        List<SqlOutput> outputs = [.. columns.Select(c => new SqlOutput(Declared(c.Name), c.Name))];
        if (_sites.Count > 0)
        {
            outputs.Add(Hidden(relation.HasSite, Flags.Site, IntegerType.Int32));
            outputs.Add(Hidden(relation.HasInput, Flags.Input, TextType.Instance));
            SqlOutput[] origin =
                [Hidden(relation.HasOrigin, Flags.File, TextType.Instance), Hidden(relation.HasOrigin, Flags.Row, IntegerType.Int64)];
            outputs.AddRange(isKept && relation is { HasOrigin: true, HasSite: true } ? origin.Select(OfTaken) : origin);
        }

        ImmutableArray<SqlSortKey> order = Keys(orderBy);
        if (relation.Select is SqlSelect done
            && (!isKept || _sites.Count == 0 || !relation.HasOrigin)
            && done.Columns.Select(c => c.Name).SequenceEqual(outputs.Select(o => o.Name), StringComparer.Ordinal))
        {
            return done with { OrderBy = order };
        }

        SqlSelect source = relation.IsOpen && relation.Select is SqlSelect open ? open : new SqlSelect(new SqlTable(Close(relation)));
        return source with { Columns = [.. outputs], OrderBy = order };
    }

    private static SqlColumn Declared(string column) => new(null, column switch
    {
        Flags.OriginFile => Flags.File,
        Flags.OriginRow => Flags.Row,
        _ => column,
    });

    private static SqlOutput OfTaken(SqlOutput output) =>
        output with { Value = new SqlCase([(Logic.IsNotNull(new SqlColumn(null, Flags.Site)), output.Value)], null) };

    private static SqlOutput Hidden(bool exists, string column, FlowType type) =>
        new(exists ? new SqlColumn(null, column) : new SqlCast(new SqlText("NULL", IsConstant: true), type), column);

    private QueryRelation Emit(LogicalNode node, bool flagged, bool needsOrigin)
    {
        QueryRelation relation = EmitNode(node, flagged, needsOrigin);
        return relation with
        {
            Step = node is ScanNode scan ? scan.Source.Name : node.Verb,
            Name = node is NamedNode ? relation.Name : null,
            Source = node is ScanNode or FilterNode or NamedNode ? relation.Source : null,
        };
    }

    private QueryRelation EmitNode(LogicalNode node, bool flagged, bool needsOrigin) => node switch
    {
        NamedNode named => Named(named, flagged, needsOrigin),
        ScanNode scan => Scan(scan, flagged, needsOrigin),
        StagedNode staged => Staged(staged, needsOrigin),
        ValuesNode values => Values(values),
        FilterNode filter => Filter(filter, flagged, needsOrigin),
        ProjectNode project => Project(project, flagged, needsOrigin),
        RequireNode require => Require(require, flagged, needsOrigin),
        JoinNode join => Join(join, needsOrigin),
        AggregateNode aggregate => Aggregate(aggregate),
        DedupeNode dedupe => Dedupe(dedupe, needsOrigin),
        TakeNode take => Take(take, needsOrigin),
        SetOperationNode operation => SetOperation(operation),
        UnnestNode unnest => Unnest(unnest, needsOrigin),
        FillNode fill => Fill(fill),
        SqlNode sql => Sql(sql),
        _ => throw new UnreachableException(node.GetType().Name),
    };

    private QueryRelation Named(NamedNode node, bool flagged, bool needsOrigin)
    {
        string outer = _context;
        _context = node.Name;
        QueryRelation relation = Emit(node.Input, flagged, needsOrigin);
        _context = outer;
        return relation switch
        {
            { SameAs: not null } => relation,
            { Joined: not null } => relation with { Name = node.Name },
            _ => Reopen(relation, Close(relation, node.Name)),
        };
    }

    /// <summary>The relation as one that can be named: a part of the query, unless it is one already.</summary>
    private string Close(QueryRelation relation, string? name = null)
    {
        if (relation.SameAs is { } same)
        {
            return same;
        }

        string part = _names.Take(name ?? relation.Name ?? $"{_context}_{relation.Step}");
        _parts.Add(new SqlPart(part, relation.Select, null));
        return part;
    }

    private static QueryRelation Reopen(QueryRelation relation, string name) =>
        relation with { Select = new SqlSelect(new SqlTable(name)) };

    private FailureSite Site(FailureAction action, string reason, LogicalNode node, TextSpan span)
    {
        FailureSite site = new(_sites.Count + 1, action, StepOf(node), reason, span);
        _sites.Add(site);
        return site;
    }

    private string StepOf(LogicalNode node) => node is ScanNode scan ? $"{scan.Source.Name}: read" : $"{_context}: {node.Verb}";

    private void ReserveRelations(LogicalNode node)
    {
        string? relation = node switch { ScanNode scan => scan.Relation, StagedNode staged => staged.Relation, _ => null };
        if (relation is not null && _reserved.Add(relation))
        {
            _names.Take(relation);
        }

        foreach (LogicalNode input in node.Inputs)
        {
            ReserveRelations(input);
        }
    }
}
