using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Types;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>
/// `fn f(x: text, form: text = "nfc") -> text? = csharp "Ns.Type.Method" pure`: what the C# has to look like. That it does is the driver's
/// to check, which has it.
/// </summary>
internal static class FunctionBinder
{
    private const string Pure = "pure";

    /// <summary>Null after a mistake.</summary>
    public static FunctionSymbol? Bind(FunctionSyntax syntax, BindingContext context)
    {
        bool isGood = CheckHead(syntax, context);
        ImmutableArray<FunctionParameterSymbol>.Builder parameters = ImmutableArray.CreateBuilder<FunctionParameterSymbol>();
        Dictionary<string, TextSpan> names = [];
        foreach (ParameterSyntax parameter in syntax.Parameters)
        {
            if (!names.TryAdd(parameter.Name.Text, parameter.Name.Span))
            {
                context.Report(NameDiagnostics.DeclaredTwice(parameter.Name.Span, parameter.Name.Text, names[parameter.Name.Text]));
                isGood = false;
            }

            TypeRef type = BindType(parameter.Type, context);
            isGood &= type.Type is not ErrorType;
            BoundLiteral? byDefault = parameter.Default is { } value ? BindDefault(value, type, context) : null;
            parameters.Add(new FunctionParameterSymbol(parameter.Name.Text, type, byDefault));
        }

        TypeRef result = BindType(syntax.Result, context);
        return isGood && result.Type is not ErrorType
            ? new FunctionSymbol(
                syntax.Name.Text, parameters.ToImmutable(), result, syntax.Body.Value, context.Session.FunctionName(syntax.Name.Text),
                syntax.Name.Span, syntax.Body.Span)
            : null;
    }

    private static bool CheckHead(FunctionSyntax syntax, BindingContext context)
    {
        int before = context.Bag.Count;
        if (FunctionCatalogue.Find(syntax.Name.Text) is not null)
        {
            context.Report(NameDiagnostics.FunctionOfTheLanguage(syntax.Name.Span, syntax.Name.Text));
        }

        if (syntax.Language.Text != "csharp")
        {
            context.Report(EngineDiagnostics.LanguageUnknown(syntax.Language.Span, syntax.Language.Text));
        }

        if (syntax.Body.Value.Split('.') is not { Length: > 2 } path || path.Any(part => part.Length == 0))
        {
            context.Report(TypeDiagnostics.MethodPathWanted(syntax.Body.Span));
        }

        foreach (NameSyntax modifier in syntax.Modifiers.Where(modifier => modifier.Text != Pure))
        {
            context.Report(NameDiagnostics.UnknownModifier(modifier.Span, modifier.Text));
        }

        if (syntax.Modifiers.All(modifier => modifier.Text != Pure))
        {
            context.Report(EngineDiagnostics.FunctionMustBePure(syntax.Name.Span, syntax.Name.Text));
        }

        return context.Bag.Count == before;
    }

    private static TypeRef BindType(TypeSyntax syntax, BindingContext context)
    {
        TypeRef type = TypeBinder.Bind(syntax, context);
        if (type.Type is ErrorType || FunctionTypes.Of(type) is not null)
        {
            return type;
        }

        context.Report(EngineDiagnostics.TypeNotInCSharp(syntax.Span, type.ToString()));
        return new TypeRef(ErrorType.Instance);
    }

    private static BoundLiteral? BindDefault(ExpressionSyntax syntax, TypeRef type, BindingContext context)
    {
        ExpressionContext constants = new(context, RowScope.Empty);
        return Constants.Bind(syntax, "the default of a parameter", constants) is { } literal && type.Type is not ErrorType
            ? Constants.Require(literal, type, constants)
            : null;
    }
}
