using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Streams;
using FlowLang.Semantics.Binding.Types;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>
/// `transform t: T = from …`: its query, its declared type, and the row expectations for it as last steps. A parameterised one is checked
/// here with its parameters, and bound again by each call.
/// </summary>
internal static class TransformBinder
{
    public static TransformSymbol? Bind(TransformSyntax syntax, Declared declared, BindingContext context)
    {
        (ImmutableArray<Symbol> parameters, ImmutableDictionary<string, LocalName> locals) = BindParameters(syntax, context);
        BindingContext inside = context with { Locals = locals };
        RowType? row = TransformBody.DeclaredRow(syntax, context);
        QueryState state = TransformBody.Bind(syntax, row, inside);
        if (state.Scope.IsUnknown)
        {
            return row is null ? null : new TransformSymbol(syntax.Name.Text, parameters, row, syntax.Name.Span);
        }

        ImmutableArray<BoundExpectation> expectations = [];
        if (context.Session.Expectations.TryGetValue(declared, out List<ExpectBlock>? blocks))
        {
            (state, expectations) = ExpectBinder.Bind(blocks, state);
        }

        TransformSymbol symbol = new(syntax.Name.Text, parameters, state.Scope.Row, syntax.Name.Span);
        BoundQuery query = state.ToQuery(syntax.Query.Span);
        QueryFacts.Of(query, context.Session).Keep(symbol);
        if (StreamQuery.Check(ExpectBinder.WithWarnings(query, expectations), context) is { } stream)
        {
            context.Session.Streams[symbol] = stream;
        }

        if (parameters.IsEmpty)
        {
            context.Session.Transforms[declared] = new BoundTransform(symbol, query, expectations, syntax.Span);
        }

        return symbol;
    }

    private static (ImmutableArray<Symbol> Parameters, ImmutableDictionary<string, LocalName> Locals) BindParameters(
        TransformSyntax syntax, BindingContext context)
    {
        ImmutableArray<Symbol>.Builder parameters = ImmutableArray.CreateBuilder<Symbol>();
        ImmutableDictionary<string, LocalName> locals = ImmutableDictionary<string, LocalName>.Empty;
        Dictionary<string, TextSpan> seen = [];
        foreach (ParameterSyntax parameter in syntax.Parameters)
        {
            if (!seen.TryAdd(parameter.Name.Text, parameter.Name.Span))
            {
                context.Report(NameDiagnostics.DeclaredTwice(parameter.Name.Span, parameter.Name.Text, seen[parameter.Name.Text]));
                continue;
            }

            (Symbol symbol, LocalName local) = BindParameter(parameter, context);
            parameters.Add(symbol);
            locals = locals.Add(parameter.Name.Text, local);
        }

        return (parameters.ToImmutable(), locals);
    }

    private static (Symbol Symbol, LocalName Local) BindParameter(ParameterSyntax syntax, BindingContext context)
    {
        string name = syntax.Name.Text;
        TypeRef type = TypeBinder.Bind(syntax.Type, context);
        if (type.Type is RelationType relation)
        {
            RelationParameterSymbol rows = new(name, relation.Row, syntax.Name.Span);
            return (rows, new LocalName(null, new BoundRelation(rows, null, null, rows.Row, syntax.Name.Span)));
        }

        if (type.Type is AppendType or ChangesType)
        {
            context.Report(EngineDiagnostics.NotAvailableYet(syntax.Type.Span, "a transform of streams"));
            type = new TypeRef(ErrorType.Instance);
        }

        if (syntax.Default is { } value)
        {
            ExpressionContext constants = new(context, RowScope.Empty);
            Coercion.Require(ExpressionBinder.BindWhole(value, constants), type, constants);
        }

        ParameterSymbol scalar = new(name, type, null, [], syntax.Name.Span);
        return (scalar, new LocalName(new BoundParameter(scalar, syntax.Name.Span), null));
    }
}
