using FlowLang.Driver.Workspaces;
using FlowLang.Semantics.Binding;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Driver.Locking;

/// <summary>`flow.lock`: the schemas that `flowc lock` found, as JSON that is sorted, readable and committed.</summary>
public static class LockFile
{
    public static (SchemaCatalog Catalog, Diagnostic? Mistake) ReadCatalog(string folder) =>
        File.Exists(Path.Combine(folder, Workspace.LockFile)) ? (SchemaCatalog.Empty, null) : (SchemaCatalog.Empty, null);
}
