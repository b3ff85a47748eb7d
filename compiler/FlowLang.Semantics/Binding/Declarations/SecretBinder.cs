using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`secret p = env("P")`, `file("path")`, `gcp.secret("name")`.</summary>
internal static class SecretBinder
{
    public static SecretSymbol? Bind(SecretSyntax syntax, BindingContext context)
    {
        string? kind = syntax.Value switch
        {
            CallExpressionSyntax { Receiver: null, Function.Text: "env" } => "env",
            CallExpressionSyntax { Receiver: null, Function.Text: "file" } => "file",
            CallExpressionSyntax { Receiver: NameExpressionSyntax { Name.Text: "gcp" }, Function.Text: "secret" } => SecretSymbol.Google,
            _ => null,
        };
        if (kind is null || syntax.Value is not CallExpressionSyntax { Arguments: [{ Name: null, Value: TextLiteralSyntax key }] })
        {
            context.Report(DeploymentDiagnostics.SecretSource(syntax.Value.Span));
            return null;
        }

        return new SecretSymbol(syntax.Name.Text, kind, key.Value, syntax.Name.Span);
    }
}
