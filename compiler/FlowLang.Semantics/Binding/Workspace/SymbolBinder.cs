using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>Makes the symbol of a declaration when it is first needed, whatever the order of declarations.</summary>
internal static class SymbolBinder
{
    private const int MaxDepth = 200;

    /// <summary>Null after a mistake, which is reported.</summary>
    public static Symbol? Resolve(Declared declared, BindingSession session)
    {
        if (declared.State == DeclaredState.Bound)
        {
            return declared.Symbol;
        }

        if (declared.State == DeclaredState.Binding || session.Depth >= MaxDepth)
        {
            if (declared.Syntax is TypeDeclarationSyntax)
            {
                session.Bag.Add(TypeDiagnostics.RecursiveType(declared.Name.Span, declared.Name.Text));
            }

            return null;
        }

        declared.State = DeclaredState.Binding;
        session.Depth++;
        declared.Symbol = Bind(declared, session.ContextOf(declared.Module));
        session.Depth--;
        declared.State = DeclaredState.Bound;
        return declared.Symbol;
    }

    private static Symbol? Bind(Declared declared, BindingContext context) => declared.Syntax switch
    {
        ParamSyntax syntax => ParamBinder.Bind(syntax, context),
        SecretSyntax syntax => SecretBinder.Bind(syntax, context),
        TypeDeclarationSyntax syntax => TypeDeclarationBinder.Bind(syntax, context),
        ConnectionSyntax syntax => ConnectionBinder.Bind(syntax, context),
        SourceSyntax syntax => SourceBinder.Bind(syntax, context),
        StreamSyntax syntax => StreamBinder.Bind(syntax, context),
        SinkSyntax syntax => SinkBinder.Bind(syntax, context),
        TransformSyntax syntax => TransformBinder.Bind(syntax, declared, context),
        FunctionSyntax syntax => FunctionBinder.Bind(syntax, context),
        PipelineSyntax syntax => new PipelineSymbol(syntax.Name.Text, syntax.Name.Span),
        _ => null,
    };
}
