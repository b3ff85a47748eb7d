using FlowLang.Semantics.Binding.Types;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`type Money = decimal(12, 2)`.</summary>
internal static class TypeDeclarationBinder
{
    public static TypeSymbol Bind(TypeDeclarationSyntax syntax, BindingContext context)
    {
        TypeRef type = TypeBinder.Bind(syntax.Type, context);
        if (type.Nullable)
        {
            context.Report(TypeDiagnostics.NullableAlias(syntax.Type.Span, syntax.Name.Text));
        }

        if (type.Type is RelationType or AppendType or ChangesType)
        {
            context.Report(TypeDiagnostics.RelationTypeHere(syntax.Type.Span, type.Type.ToString()));
            type = new TypeRef(ErrorType.Instance);
        }

        return new TypeSymbol(syntax.Name.Text, type.Type, syntax.Name.Span);
    }
}
