using System.Xml.Linq;

namespace FlowLang.Architecture.Tests;

/// <summary>A layer that may not see another has no reference to it: by project file and by what the compiled assembly names.</summary>
public sealed class LayeringTests
{
    [Fact]
    public void Every_project_of_compiler_and_runtime_is_a_known_layer()
    {
        IEnumerable<string> projects = Repository.Files("*.csproj")
            .Where(path => path.StartsWith("compiler/", StringComparison.Ordinal) || path.StartsWith("runtime/", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path));
        Rule.Holds("a new project states its layer in Layers.cs", projects.Where(name => !Layers.All.ContainsKey(name)));
    }

    [Fact]
    public void Project_references_go_down_the_layers_only() =>
        Rule.Holds("a project references only the layers below it", References("ProjectReference", name => name, layer => layer.Projects));

    [Fact]
    public void Packages_stay_in_the_layer_they_are_for() =>
        Rule.Holds("a package belongs to one layer", References("PackageReference", name => name, layer => layer.Packages));

    [Fact]
    public void Compiled_assemblies_reference_only_their_layers()
    {
        IEnumerable<string> breaches =
            from layer in Layers.All
            let assembly = AssemblyFile.Read(layer.Value.Assembly ?? layer.Key)
            from reference in assembly.References
            where !IsFramework(reference) && !(layer.Value.UsesAspNet && IsAspNet(reference))
            where !Reach(layer.Key).Contains(reference)
            select $"{layer.Key} references {reference}";
        Rule.Holds("an assembly references only the layers below it and its own packages", breaches);
    }

    [Fact]
    public void The_runtime_never_references_the_compiler()
    {
        string[] compiler = [.. Layers.All.Where(layer => layer.Value.IsCompiler).Select(layer => layer.Key)];
        IEnumerable<string> breaches =
            from layer in Layers.All
            where !layer.Value.IsCompiler
            from reference in AssemblyFile.Read(layer.Key).References
            where compiler.Contains(reference)
            select $"{layer.Key} references {reference}";
        Rule.Holds("the runtime never references the compiler", breaches);
    }

    private static IEnumerable<string> References(string element, Func<string, string> clean, Func<Layer, string[]> allowed) =>
        from path in Repository.Files("FlowLang.*.csproj")
        let name = Path.GetFileNameWithoutExtension(path)
        where Layers.All.ContainsKey(name)
        from reference in XDocument.Load(Repository.Absolute(path)).Descendants(element)
        let included = (string?)reference.Attribute("Include") ?? ""
        let target = element == "ProjectReference" ? Path.GetFileNameWithoutExtension(included.Replace('\\', '/')) : included
        where (string?)reference.Attribute("ReferenceOutputAssembly") != "false"
        where !allowed(Layers.All[name]).Contains(clean(target))
        select $"{path} references {target}";

    /// <summary>Layers below, directly or not, and the assemblies of all their packages.</summary>
    private static HashSet<string> Reach(string name)
    {
        HashSet<string> reached = [];
        Queue<string> open = new([name]);
        while (open.TryDequeue(out string? next))
        {
            Layer layer = Layers.All[next];
            reached.UnionWith(layer.Assemblies);
            foreach (string below in layer.Projects.Where(reached.Add))
            {
                open.Enqueue(below);
            }
        }

        return reached;
    }

    private static bool IsAspNet(string assembly) =>
        assembly is "Microsoft.AspNetCore" || assembly.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
        || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);

    private static bool IsFramework(string assembly) =>
        assembly is "mscorlib" or "netstandard" or "System" or "Microsoft.CSharp" or "Microsoft.Win32.Primitives"
        || (assembly.StartsWith("System.", StringComparison.Ordinal) && assembly != "System.CommandLine");
}
