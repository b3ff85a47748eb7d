using System.Text;

namespace FlowLang.Driver.Packaging;

/// <summary>What a package has besides the program: its bill of materials, and what installs it.</summary>
internal static class PackageContent
{
    /// <summary>Of an image with the package; it lies beside the package and not in it.</summary>
    public const string ContainerFile = "Containerfile";

    private const string Templates = "FlowLang.Driver.Packaging.Template.";

    /// <summary>The script that installs, upgrades, goes back and uninstalls.</summary>
    public static string SetupFile(string name) => name + "-setup";

    public static string BillFile(string name) => name + ".sbom.json";

    /// <param name="output">The build, of which all but this is written.</param>
    /// <param name="name">The program's.</param>
    /// <param name="version">The program's.</param>
    /// <param name="materials">What it is built from.</param>
    public static void Write(OutputFolder output, string name, string version, BillOfMaterials materials)
    {
        output.WriteExecutable(SetupFile(name), Template("setup", name));
        output.Write(BillFile(name), CycloneDx.Write(materials, name, version, output));
        output.Write(ContainerFile, Template(ContainerFile, name));
    }

    private static byte[] Template(string template, string name) =>
        Encoding.UTF8.GetBytes(ResourceText.Read(Templates + template).Replace("{name}", name, StringComparison.Ordinal));
}
