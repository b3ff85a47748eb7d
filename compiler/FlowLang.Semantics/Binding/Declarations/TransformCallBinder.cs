using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>A call of a parameterised transform: its query, bound once more with the arguments in the place of the parameters.</summary>
internal static class TransformCallBinder
{
    public static BoundRelation? Bind(RelationSymbol symbol, NamedRelationSyntax syntax, NameSyntax? alias, BindingContext context)
    {
        if (syntax.Arguments is not { } arguments)
        {
            context.Report(NameDiagnostics.ArgumentsWanted(syntax.Span, symbol.Name, Names(symbol)));
            return null;
        }

        BoundRelation? called = Call(symbol, syntax.Name, arguments, null, syntax.Span, context);
        return called is null ? null : called with { Alias = alias?.Text ?? symbol.Name };
    }

    /// <param name="rows">Of a `call` step: what the first relation parameter is.</param>
    public static BoundRelation? Call(
        RelationSymbol symbol, NameSyntax name, ImmutableArray<ArgumentSyntax> arguments, BoundRelation? rows, TextSpan span,
        BindingContext context)
    {
        context.TryFind(name.Text, out Declared? declared);
        if (symbol is not TransformSymbol transform || declared is not { Syntax: TransformSyntax syntax } || syntax.Parameters.IsEmpty)
        {
            context.Report(NameDiagnostics.TooManyArguments(span, symbol.Name, []));
            return null;
        }

        if (BindArguments(transform, syntax, arguments, rows, span, context) is not { } locals)
        {
            return null;
        }

        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            context.Report(TypeDiagnostics.TooDeep(span));
            return null;
        }

        // The body was checked with the declaration; what is reported again here was reported there.
        BindingContext inside = context.Session.ContextOf(declared.Module) with { Locals = locals, Bag = new DiagnosticBag() };
        QueryState state = TransformBody.Bind(syntax, transform.Row, inside);
        return state.Scope.IsUnknown ? null : new BoundRelation(null, state.ToQuery(span), null, state.Scope.Row, span);
    }

    private static ImmutableDictionary<string, LocalName>? BindArguments(
        TransformSymbol transform, TransformSyntax syntax, ImmutableArray<ArgumentSyntax> arguments, BoundRelation? rows, TextSpan span,
        BindingContext context)
    {
        Dictionary<string, ArgumentSyntax> given = [];
        Queue<string> free = new(transform.Parameters.Select(parameter => parameter.Name));
        string? rowsName = rows is null ? null : transform.Parameters.OfType<RelationParameterSymbol>()
            .FirstOrDefault(parameter => arguments.All(argument => argument.Name?.Text != parameter.Name))?.Name;
        if (rows is not null && rowsName is null)
        {
            context.Report(NameDiagnostics.TooManyArguments(span, transform.Name, Names(transform)));
            return null;
        }

        foreach (ArgumentSyntax argument in arguments)
        {
            while (argument.Name is null && free.TryPeek(out string? next) && (next == rowsName || given.ContainsKey(next)))
            {
                free.Dequeue();
            }

            string? name = argument.Name?.Text ?? free.FirstOrDefault();
            if (name is null || name == rowsName || (!given.TryAdd(name, argument)))
            {
                context.Report(NameDiagnostics.TooManyArguments(argument.Span, transform.Name, Names(transform)));
                return null;
            }
        }

        if (given.Keys.FirstOrDefault(name => transform.Parameters.All(p => p.Name != name)) is { } unknown)
        {
            context.Report(NameDiagnostics.UnknownParameter(given[unknown].Span, unknown, $"`{transform.Name}`", Names(transform)));
            return null;
        }

        return BindValues(transform, syntax, given, rowsName, rows, span, context);
    }

    private static ImmutableDictionary<string, LocalName>? BindValues(
        TransformSymbol transform, TransformSyntax syntax, Dictionary<string, ArgumentSyntax> given, string? rowsName, BoundRelation? rows,
        TextSpan span, BindingContext context)
    {
        ImmutableDictionary<string, LocalName> locals = ImmutableDictionary<string, LocalName>.Empty;
        bool isGood = true;
        for (int i = 0; i < transform.Parameters.Length; i++)
        {
            Symbol parameter = transform.Parameters[i];
            ExpressionSyntax? value = given.GetValueOrDefault(parameter.Name)?.Value ?? syntax.Parameters[i].Default;
            LocalName? local = (parameter, value) switch
            {
                (RelationParameterSymbol relation, _) when parameter.Name == rowsName && rows is not null =>
                    AsRows(rows, relation, span, context),
                (_, null) => Missing(transform, parameter, span, context),
                (RelationParameterSymbol relation, _) => BindRows(value, relation, context),
                (ParameterSymbol scalar, _) => BindScalar(value, scalar, context),
                _ => null,
            };
            isGood &= local is not null;
            locals = local is null ? locals : locals.Add(parameter.Name, local);
        }

        return isGood ? locals : null;
    }

    private static LocalName? Missing(TransformSymbol transform, Symbol parameter, TextSpan span, BindingContext context)
    {
        context.Report(NameDiagnostics.ArgumentMissing(span, transform.Name, parameter.Name));
        return null;
    }

    private static LocalName? BindScalar(ExpressionSyntax syntax, ParameterSymbol parameter, BindingContext context)
    {
        ExpressionContext constants = new(context, RowScope.Empty);
        BoundExpression value = Coercion.Require(ExpressionBinder.BindWhole(syntax, constants), parameter.Type, constants);
        return value.Type.Type is ErrorType ? null : new LocalName(value, null);
    }

    private static LocalName? BindRows(ExpressionSyntax syntax, RelationParameterSymbol parameter, BindingContext context)
    {
        RelationSyntax? relation = syntax switch
        {
            NameExpressionSyntax name => new NamedRelationSyntax(name.Name, null, name.Span),
            CallExpressionSyntax { Receiver: null } call => new NamedRelationSyntax(call.Function, call.Arguments, call.Span),
            _ => null,
        };
        if (relation is null)
        {
            context.Report(TypeDiagnostics.TypeMismatch(syntax.Span, "relation", "a value", "give the name of a source or transform"));
            return null;
        }

        (BoundRelation rows, RowScope scope) = RelationBinder.Bind(relation, null, context);
        return scope.IsUnknown ? null : AsRows(rows, parameter, syntax.Span, context);
    }

    private static LocalName? AsRows(BoundRelation rows, RelationParameterSymbol parameter, TextSpan span, BindingContext context)
    {
        rows = RelationBinder.Visible(rows);
        ImmutableArray<string> differences = RowDifference.List(rows.Row, parameter.Row, mayHaveMore: true);
        if (!differences.IsEmpty)
        {
            context.Report(TypeDiagnostics.ColumnsDiffer(span, rows.Qualifier ?? "this query", $"relation `{parameter.Name}`",
                differences));
            return null;
        }

        BoundSelect? step = RowConversion.Step(rows.Row, parameter.Row, span);
        return new LocalName(null, step is null ? rows
            : new BoundRelation(null, new BoundQuery(rows, [step], parameter.Row, span), null, parameter.Row, span));
    }

    private static ImmutableArray<string> Names(RelationSymbol symbol) =>
        symbol is TransformSymbol transform ? [.. transform.Parameters.Select(parameter => parameter.Name)] : [];
}
