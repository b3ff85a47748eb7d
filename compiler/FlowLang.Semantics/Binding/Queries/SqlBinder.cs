using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Types;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Queries;

/// <summary>
/// `sql duckdb (t: Trip = trips) -> { n: int64 } """…"""`: its inputs are brought to their types, its columns are what it declares. The
/// engine confirms the types before rows move; a null in a column that is declared without `?` fails the run.
/// </summary>
internal static class SqlBinder
{
    private const string Embedded = "duckdb";

    /// <summary>Null after a mistake.</summary>
    public static BoundRelation? Bind(SqlRelationSyntax syntax, NameSyntax? alias, BindingContext context)
    {
        bool isKnown = BindEngine(syntax.Engine, context, out ConnectionSymbol? engine);
        ImmutableArray<BoundSqlInput>? inputs = BindInputs(syntax.Inputs, context);
        RowType? declared = TypeBinder.BindRow(syntax.Result, context);
        if (!isKnown || inputs is null || declared is null || !CanBeTold(declared, syntax.Result.Span, context))
        {
            return null;
        }

        RowType told = new([.. declared.Fields.Select(field => new RowField(field.Name, field.Type.OrNull))]);
        BoundSql sql = new(engine, inputs.Value, syntax.Body.Value, told, syntax.Body.Span);
        BoundRelation rows = new(null, null, null, told, syntax.Span) { Sql = sql };
        ImmutableArray<BoundStep> steps = NeverNull(declared, told, syntax.Result.Span);
        return new BoundRelation(null, new BoundQuery(rows, steps, declared, syntax.Span), alias?.Text, declared, syntax.Span);
    }

    private static bool BindEngine(NameSyntax name, BindingContext context, out ConnectionSymbol? engine)
    {
        engine = null;
        if (name.Text == Embedded)
        {
            return true;
        }

        engine = context.Resolve<ConnectionSymbol>(
            name, "connection", (at, names) => NameDiagnostics.UnknownConnection(at.Span, at.Text, [.. names, Embedded]));
        if (engine is not null && engine.Connector.Name is not ("postgres" or "spark"))
        {
            context.Report(EngineDiagnostics.NotAnEngine(name.Span, name.Text, engine.Connector.Name));
            return false;
        }

        return engine is not null;
    }

    private static ImmutableArray<BoundSqlInput>? BindInputs(ImmutableArray<SqlInputSyntax> syntax, BindingContext context)
    {
        ImmutableArray<BoundSqlInput>.Builder inputs = ImmutableArray.CreateBuilder<BoundSqlInput>();
        Dictionary<string, TextSpan> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (SqlInputSyntax input in syntax)
        {
            RowType? type = input.Type is { } written ? TypeBinder.BindRow(written, context) : null;
            (BoundRelation bound, RowScope scope) = RelationBinder.Bind(input.Relation, null, context);
            if (!names.TryAdd(input.Name.Text, input.Name.Span))
            {
                context.Report(NameDiagnostics.DeclaredTwice(input.Name.Span, input.Name.Text, names[input.Name.Text]));
            }
            else if (!scope.IsUnknown && (type is not null || input.Type is null)
                && AsType(RelationBinder.Visible(bound), type, input, context) is { } rows)
            {
                inputs.Add(new BoundSqlInput(input.Name.Text, rows));
            }
        }

        return inputs.Count == syntax.Length ? inputs.ToImmutable() : null;
    }

    private static BoundRelation? AsType(BoundRelation rows, RowType? type, SqlInputSyntax input, BindingContext context)
    {
        if (type is null)
        {
            return rows;
        }

        ImmutableArray<string> differences = RowDifference.List(rows.Row, type, mayHaveMore: true);
        if (!differences.IsEmpty)
        {
            context.Report(TypeDiagnostics.ColumnsDiffer(
                input.Relation.Span, rows.Qualifier ?? "this query", $"input `{input.Name.Text}`", differences));
            return null;
        }

        return RowConversion.Step(rows.Row, type, input.Span) is { } step
            ? new BoundRelation(null, new BoundQuery(rows, [step], type, input.Span), null, type, input.Span)
            : rows;
    }

    // An engine has no closed sets of texts.
    private static bool CanBeTold(RowType declared, TextSpan at, BindingContext context)
    {
        if (declared.Fields.FirstOrDefault(field => HasEnum(field.Type.Type)) is not { } odd)
        {
            return true;
        }

        context.Report(TypeDiagnostics.SqlColumnType(at, odd.Name, odd.Type.ToString()));
        return false;
    }

    private static bool HasEnum(FlowType type) => type switch
    {
        EnumType => true,
        ListType list => HasEnum(list.Element.Type),
        MapType map => HasEnum(map.Value.Type),
        RowType row => row.Fields.Any(field => HasEnum(field.Type.Type)),
        _ => false,
    };

    private static ImmutableArray<BoundStep> NeverNull(RowType declared, RowType told, TextSpan span)
    {
        ImmutableArray<BoundStep>.Builder steps = ImmutableArray.CreateBuilder<BoundStep>();
        RowType row = told;
        foreach (RowField field in declared.Fields.Where(field => !field.Type.Nullable))
        {
            BoundColumn column = new(field.Name, null, field.Type.OrNull, span);
            row = new RowType([.. row.Fields.Select(f => f.Name == field.Name ? field with { IsKey = false } : f)]);
            steps.Add(new BoundRequire(
                new BoundIsNull(column, Negated: true, span), $"`{field.Name}` is null, and the SQL's type says it never is",
                Rejects: false, row, span));
        }

        // Keys are the program's promise, as in the type of a source.
        if (steps.Count > 0)
        {
            steps[^1] = steps[^1] with { Row = declared };
        }

        return steps.ToImmutable();
    }
}
