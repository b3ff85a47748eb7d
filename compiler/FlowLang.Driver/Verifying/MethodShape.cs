using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using Microsoft.CodeAnalysis;

namespace FlowLang.Driver.Verifying;

/// <summary>Whether a C# method is what a `fn` says it is.</summary>
internal static class MethodShape
{
    private static readonly SymbolDisplayFormat Names = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>How C# would declare it.</summary>
    public static string Wanted(FunctionSymbol function)
    {
        IEnumerable<string> parameters = function.Parameters.Select(p => $"{FunctionTypes.Of(p.Type)} {p.Name}");
        string name = function.Method[(function.Method.LastIndexOf('.') + 1)..];
        return $"public static {FunctionTypes.Of(function.Result)} {name}({string.Join(", ", parameters)})";
    }

    /// <summary>Why it is not; null where it is.</summary>
    public static string? Mistake(IMethodSymbol method, FunctionSymbol function, Compilation compilation)
    {
        if (!method.IsStatic)
        {
            return "this is not static";
        }

        if (!compilation.IsSymbolAccessibleWithin(method, compilation.Assembly))
        {
            return "this is private";
        }

        if (method.IsGenericMethod || method.ContainingType.IsGenericType)
        {
            return "this is generic";
        }

        if (method.Parameters.Length != function.Parameters.Length)
        {
            return $"this takes {method.Parameters.Length} arguments; the `fn` has {function.Parameters.Length}";
        }

        foreach ((IParameterSymbol given, FunctionParameterSymbol wanted) in method.Parameters.Zip(function.Parameters))
        {
            if (given.RefKind != RefKind.None || !Takes(given.Type, wanted.Type))
            {
                return $"`{given.Name}` is `{given.Type.ToDisplayString()}`; {wanted.Type} is `{FunctionTypes.Of(wanted.Type)}`";
            }
        }

        return method.ReturnsByRef || method.ReturnsByRefReadonly || !Gives(method.ReturnType, function.Result)
            ? $"this gives `{method.ReturnType.ToDisplayString()}`; {function.Result} is `{FunctionTypes.Of(function.Result)}`"
            : null;
    }

    // A method may take null where none comes, and need not give it where it may.
    private static bool Takes(ITypeSymbol type, TypeRef wanted) => Name(type) == FunctionTypes.Of(wanted.NotNull)
        && (!wanted.Nullable || IsNullable(type) != false);

    private static bool Gives(ITypeSymbol type, TypeRef wanted) => Name(type) == FunctionTypes.Of(wanted.NotNull)
        && (wanted.Nullable || IsNullable(type) != true);

    private static string Name(ITypeSymbol type) => (Underlying(type) ?? type).ToDisplayString(Names);

    /// <summary>Null where the code does not say.</summary>
    private static bool? IsNullable(ITypeSymbol type) => type switch
    {
        { IsValueType: true } => Underlying(type) is not null,
        { NullableAnnotation: NullableAnnotation.None } => null,
        _ => type.NullableAnnotation == NullableAnnotation.Annotated,
    };

    private static ITypeSymbol? Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : null;
}
