using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`workspace taxi { … }`: its name is used; what its properties say is for a later version.</summary>
internal static class WorkspaceDeclarationBinder
{
    private static readonly string[] Properties = ["ledger", "pools", "on_failure"];

    public static void Bind(WorkspaceSyntax syntax, BindingContext context)
    {
        foreach (PropertySyntax property in syntax.Properties)
        {
            context.Report(Properties.Contains(property.Name.Text)
                ? EngineDiagnostics.NotAvailableYet(property.Name.Span, $"`{property.Name.Text}` of a workspace")
                : NameDiagnostics.UnknownProperty(property.Name.Span, "workspace", property.Name.Text, Properties));
        }
    }
}
