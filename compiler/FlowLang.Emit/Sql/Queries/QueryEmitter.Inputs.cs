using System.Collections.Immutable;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Emit.Sql.Json;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>Where rows come from: sources, staged relations, given rows.</summary>
internal sealed partial class QueryEmitter
{
    private QueryRelation Scan(ScanNode scan, bool flagged, bool needsOrigin)
    {
        bool hasOrigin = scan.Source.Endpoint.Descriptor.HasOrigin;
        if (scan.Source.Endpoint.Descriptor.ReadsText && flagged)
        {
            return ReadText(scan, hasOrigin);
        }

        QueryRelation relation = QueryRelation.Of(scan.Relation, Names(scan.Row)) with { HasOrigin = hasOrigin && needsOrigin };
        ImmutableArray<SqlOutput> columns = [.. scan.Row.Fields.Select(f => new SqlOutput(Exposed(scan.Source, f.Name), f.Name))];
        bool counts = flagged && dialect.CountsFiltersApart && scan.Source.Endpoint.Descriptor.ReadsAgain
            && !scan.Row.Fields.Any(f => IsExposed(scan.Source, f.Name));
        return relation with
        {
            Select = new SqlSelect(new SqlTable(scan.Relation)) { Columns = [.. columns, .. Same(relation.Hidden)] },
            Source = counts
                ? new SqlSelect(new SqlTable(scan.Relation)) { Columns = [new SqlOutput(new SqlText("count(*)"), "rows")] }
                : null,
        };
    }

    private static ImmutableArray<string> Names(RowType row) => [.. row.Fields.Select(f => f.Name)];

    private static bool IsExposed(SourceSymbol source, string column) => source.Exposes.Contains(column);

    // `source_file` and `source_row` are the hidden columns under the names that a program sees.
    private static SqlColumn Exposed(SourceSymbol source, string column) => new(null, column switch
    {
        "source_file" when IsExposed(source, column) => Flags.File,
        "source_row" when IsExposed(source, column) => Flags.Row,
        _ => column,
    });

    // Every column of every record is converted, read or not: a bad record is a failure of the source.
    private QueryRelation ReadText(ScanNode scan, bool hasOrigin)
    {
        FailureAction action = scan.Source.RejectsBadRecords ? FailureAction.Reject : FailureAction.Fail;
        DateFormats formats = DateFormats.Of(scan.Source.Endpoint);
        HoistedColumns hoisted = new();
        ExpressionEmitter emitter = new(dialect, hoisted, ExpressionEmitter.Unqualified);
        SqlColumn bad = new(null, Flags.Bad);
        List<RowExit> exits = [new(action, "the record can't be read", scan.Source.Span, Logic.IsNotNull(bad))];
        List<SqlOutput> outputs = [];
        List<JsonColumn> row = [];
        foreach (RowField field in scan.Row.Fields)
        {
            if (IsExposed(scan.Source, field.Name))
            {
                outputs.Add(new SqlOutput(Exposed(scan.Source, field.Name), field.Name));
                continue;
            }

            SqlColumn raw = new(null, field.Name);
            BoundColumn text = new(field.Name, null, new TypeRef(TextType.Instance, Nullable: true), scan.Source.Span);
            bool reads = field.Type.Type is not TextType;
            BoundConversion read = new(text, ConversionKind.Read, field.Type.OrNull, reads, scan.Source.Span)
            {
                Format = formats.For(field.Type.Type),
            };
            SqlExpression value = reads ? hoisted.Add(emitter.Value(read)) : raw;
            exits.AddRange(Exits(field, raw, value, action, scan.Source, read.Format));
            outputs.Add(new SqlOutput(value, field.Name));
            row.Add(new JsonColumn(field.Name, TextType.Instance, raw));
        }

        row.Add(new JsonColumn(Flags.Bad, TextType.Instance, bad));
        QueryRelation relation = QueryRelation.Of(scan.Relation, Names(scan.Row)) with { HasOrigin = hasOrigin };
        return Flag(scan, relation, hoisted, outputs, exits, [.. row]);
    }

    private static IEnumerable<RowExit> Exits(
        RowField field, SqlColumn raw, SqlExpression value, FailureAction action, SourceSymbol source, string? format)
    {
        bool reads = field.Type.Type is not TextType;
        SqlExpression isNull = Logic.IsNull(value);
        if (!field.Type.Nullable)
        {
            SqlExpression missing = reads ? Logic.And(isNull, Logic.IsNull(raw)) : isNull;
            yield return new RowExit(action, $"`{field.Name}` is missing", source.Span, missing);
        }

        if (reads)
        {
            SqlExpression misread = field.Type.Nullable ? Logic.And(isNull, Logic.IsNotNull(raw)) : isNull;
            string type = $"{field.Type.Type}";
            string article = type is ['a' or 'e' or 'i' or 'o' or 'u', ..] ? "an" : "a";
            string like = format is null ? "" : $" in the format {format}";
            yield return new RowExit(action, $"`{field.Name}` is not {article} {type}{like}", source.Span, misread);
        }
    }

    private QueryRelation Staged(StagedNode node, bool needsOrigin)
    {
        QueryRelation relation = QueryRelation.Of(node.Relation, Names(node.Row));
        if (!needsOrigin || !_originsKept(node.Relation))
        {
            return relation;
        }

        relation = relation with { HasOrigin = true };
        ImmutableArray<SqlOutput> columns =
        [
            .. Same(relation.Columns), new SqlOutput(new SqlColumn(null, Flags.OriginFile), Flags.File),
            new SqlOutput(new SqlColumn(null, Flags.OriginRow), Flags.Row),
        ];
        return relation with { Select = new SqlSelect(new SqlTable(node.Relation)) { Columns = columns } };
    }

    private QueryRelation Values(ValuesNode node)
    {
        ImmutableArray<string> names = Names(node.Row);
        ExpressionEmitter emitter = new(dialect, hoisted: null, ExpressionEmitter.Unqualified);
        ImmutableArray<ImmutableArray<SqlExpression>> rows =
        [
            .. node.Rows.Select(r => node.Row.Fields.Select(f => Given(r, f, emitter)).ToImmutableArray()),
        ];

        // No rows still have columns and types.
        SqlQuery values = rows.IsEmpty
            ? new SqlSelect(null) { Columns = [.. node.Row.Fields.Select(f => new SqlOutput(Null(f), f.Name))], Where = Logic.False }
            : new SqlValues(names, rows);
        QueryRelation relation = new(values, names);
        return Reopen(relation, Close(relation, node.Name));
    }

    private static SqlExpression Given(BoundTestRow row, RowField field, ExpressionEmitter emitter) =>
        row.Values.FirstOrDefault(v => v.Name == field.Name) is { } value
            ? new SqlCast(emitter.Value(value.Value), field.Type.Type)
            : Null(field);

    private static SqlCast Null(RowField field) => new(new SqlText("NULL", IsConstant: true), field.Type.Type);
}
