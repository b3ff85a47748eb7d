using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`workspace taxi { … }`: the properties that there are, and the pools that runs of all pipelines share.</summary>
internal static class WorkspaceDeclarationBinder
{
    private static readonly string[] Properties = ["ledger", "pools", "on_failure"];

    public static void Bind(WorkspaceSyntax syntax, BindingContext context)
    {
        foreach (PropertySyntax property in syntax.Properties)
        {
            if (!Properties.Contains(property.Name.Text))
            {
                context.Report(NameDiagnostics.UnknownProperty(property.Name.Span, "workspace", property.Name.Text, Properties));
            }
            else if (property.Name.Text == "pools")
            {
                PoolBinder.Check(property, context);
            }
        }
    }
}
